import { randomUUID } from 'node:crypto';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, lastOf, textOf } from './support/chat-client.js';
import { frame, type Reply } from './support/scripted-model.js';

describe.each(['responses', 'chat-completions'] as const)('the output limit over %s', (api) => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat({ api });
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  const cut = (text: string, call = false): Reply => ({
    raw: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (api === 'responses') {
        if (text) response.write(frame({ type: 'response.output_text.delta', item_id: 'm', delta: text }));
        if (call)
          response.write(
            frame({
              type: 'response.output_item.added',
              item: { type: 'function_call', id: 'f', call_id: 'c1', name: 'torii__echo', arguments: '' },
            }),
          );
        const incomplete_details = { reason: 'max_output_tokens' };
        response.end(frame({ type: 'response.incomplete', response: { output: [], incomplete_details } }));
        return;
      }
      const tool_calls = [{ index: 0, id: 'c1', function: { name: 'torii__echo', arguments: '{"te' } }];
      const delta = { ...(text ? { content: text } : {}), ...(call ? { tool_calls } : {}) };
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`);
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'length' }] })}\n\n`,
      );
      response.end('data: [DONE]\n\n');
    },
  });

  it('cuts an answer off, which is a success that says so', async () => {
    chat.model.say(cut('The first half'));
    const threadId = randomUUID();
    const streamed = await ada.stream('tell me all', { threadId });
    expect(lastOf(streamed)).toMatchObject({
      outcome: { type: 'success' },
      metadata: { cutOff: 'output_limit' },
    });
    chat.model.say({ text: 'The second half' });
    await ada.ask('go on', { threadId });
    const { body } = chat.model.calls.at(-1) ?? { body: {} };
    expect(JSON.stringify(body)).toContain('The first half');
  });

  it('is a fault where there is no text at all', async () => {
    chat.model.say(cut(''));
    expect(await ada.ask('tell me all')).toMatchObject({ status: 422, body: { code: 'output_limit' } });
  });

  it('makes no call of half the arguments', async () => {
    chat.model.say(cut('Let me look', true));
    const before = chat.tools.calls.length;
    const streamed = await ada.stream('echo');
    expect(chat.tools.calls).toHaveLength(before);
    expect(streamed.frames.map(({ event }) => event.type)).toContain('TOOL_CALL_RESULT');
    expect(lastOf(streamed)).toMatchObject({ metadata: { cutOff: 'output_limit' } });
  });
});

describe('letters and versions', () => {
  it('keeps a letter whole that the model sends in two halves', async () => {
    const chat = await startChat();
    try {
      const ada = new ChatClient(chat.url, 'token.ada');
      chat.model.say({ text: ['Hello \ud83d', '\ude00', ' \ud83d'] });
      const streamed = await ada.stream('hi');
      expect(textOf(streamed)).toBe('Hello \u{1f600} ');
    } finally {
      await chat.stop();
    }
  });

  it('leaves the outcome of a cancelled run out for clients that name no version', async () => {
    const chat = await startChat();
    try {
      const ada = new ChatClient(chat.url, 'token.ada');
      chat.model.say({ raw: () => undefined });
      const runId = randomUUID();
      let cancelled: Promise<unknown> | undefined;
      const streamed = await ada.stream('hi', {
        runId,
        protocolVersion: '',
        onFrame: () => {
          cancelled ??= ada.json('POST', `/chat/runs/${runId}/cancel`);
        },
      });
      await cancelled;
      expect(lastOf(streamed).type).toBe('RUN_FINISHED');
      expect(lastOf(streamed)).not.toHaveProperty('outcome');
    } finally {
      await chat.stop();
    }
  });
});
