import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient } from './support/chat-client.js';
import { FAILED, FILTERED, status, stream, TEXT } from './support/model-faults.js';

describe('a thread after a fault of the model', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat({ idleTimeoutMs: 300 });
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it('keeps what was said before a fault, and does not show the broken answer to the model again', async () => {
    const threadId = randomUUID();
    const message = { id: 'm1', role: 'user', content: 'tell me' };
    chat.model.say({ raw: stream(TEXT, FAILED) }, { text: 'Hallo' });
    await ada.json('POST', '/chat/runs', { threadId, runId: randomUUID(), messages: [message] });
    const again = await ada.json('POST', '/chat/runs', {
      threadId,
      runId: randomUUID(),
      messages: [message],
    });
    expect(again.body['response']).toBe('Hallo');
    expect(chat.model.calls.at(-1)?.body['input']).toEqual([{ role: 'user', content: 'tell me' }]);
    const { body } = await ada.json('GET', `/chat/threads/${threadId}`);
    expect(body['messages']).toMatchObject([
      { content: 'tell me' },
      { content: 'Hal', metadata: { failed: true } },
      { content: 'Hallo' },
    ]);
    expect(body['runs']).toMatchObject([{ state: 'error', code: 'model_unavailable' }, { state: 'success' }]);
  });

  it('does not send a filtered message again with the next one', async () => {
    const threadId = randomUUID();
    chat.model.say({ raw: status(400, FILTERED) }, { text: 'fine' });
    expect((await ada.ask('bad words', { threadId })).status).toBe(422);
    expect((await ada.ask('good words', { threadId })).body['response']).toBe('fine');
    expect(chat.model.calls.at(-1)?.body['input']).toEqual([{ role: 'user', content: 'good words' }]);
  });
});
