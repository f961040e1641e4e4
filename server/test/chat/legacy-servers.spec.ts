import { randomUUID } from 'node:crypto';
import { HeldCalls } from '../../src/chat/toolbox/held-calls.js';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, type Streamed } from './support/chat-client.js';
import { first, resolved } from './support/interrupted.js';
import { LegacyServer } from './support/legacy-server.js';

const resultOf = ({ frames }: Streamed) =>
  frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;

describe('a server of the 2025 era that asks in the middle of a call', () => {
  const legacy = new LegacyServer();
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    await legacy.start();
    chat = await startChat({ servers: { Shop: { url: legacy.url, auth: 'none' } } });
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(async () => {
    await chat.stop();
    await legacy.stop();
  });

  const ask = async (threadId: string) => {
    chat.model.say({ calls: [{ name: 'shop__order' }] }, { text: 'ok' });
    return first(await ada.stream('order', { threadId }));
  };

  it('is answered in the next run, and its call goes on', async () => {
    const threadId = randomUUID();
    const asked = await ask(threadId);
    expect(asked).toMatchObject({ reason: 'mcp_elicitation', message: 'How many?' });
    expect(asked['responseSchema']).toMatchObject({ required: ['count'] });
    const after = await ada.stream(undefined, { threadId, resume: [resolved(asked.id, { count: 3 })] });
    expect(resultOf(after)).toMatchObject({ toolCallId: asked.toolCallId, content: 'accept {"count":3}' });
    expect(lastOf(after)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('hears when the person declines', async () => {
    const threadId = randomUUID();
    const asked = await ask(threadId);
    const after = await ada.stream(undefined, {
      threadId,
      resume: [{ interruptId: asked.id, status: 'cancelled' }],
    });
    expect(resultOf(after)).toMatchObject({ content: 'decline {}' });
  });

  it('loses its question with the process, and the model is told', async () => {
    const threadId = randomUUID();
    const asked = await ask(threadId);
    chat.app.get<HeldCalls>(HeldCalls).onApplicationShutdown();
    const after = await ada.stream(undefined, { threadId, resume: [resolved(asked.id, { count: 3 })] });
    expect(resultOf(after)).toMatchObject({
      metadata: { isError: true, structuredContent: { code: 'elicitation_lost' } },
    });
    expect(lastOf(after)).toMatchObject({ outcome: { type: 'success' } });
  });
});
