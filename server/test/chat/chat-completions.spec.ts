import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient } from './support/chat-client.js';

describe('a run over Chat Completions', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat({ api: 'chat-completions' });
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it('calls tools, answers and keeps the history', async () => {
    const threadId = randomUUID();
    const calls = [{ name: 'torii__whoami' }, { name: 'torii__echo', arguments: { text: 'x' } }];
    chat.model.say({ text: 'Wait.', calls }, { text: 'You are Ada' });
    const { status, body } = await ada.ask('who am I?', { threadId });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      response: 'Wait.\n\nYou are Ada',
      outcome: { type: 'success' },
      usage: [{ model: 'test', totalTokens: 30 }],
      toolCalls: [{ name: 'whoami' }, { name: 'echo', result: 'x' }],
    });
    chat.model.say({ text: 'again' });
    await ada.ask('and now?', { threadId });
    const sent = chat.model.calls.at(-1)?.body as { messages: { role: string }[] } | undefined;
    expect(sent?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'tool',
      'assistant',
      'user',
    ]);
  });

  it.each([
    ['cut by the filter', 'content_filter', 422],
    ['without an end', null, 503],
  ])('tells an answer %s', async (_, finish_reason, status) => {
    const chunk = { id: 'c', choices: [{ index: 0, delta: { content: 'Hal' }, finish_reason }] };
    chat.model.say({
      raw: (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`data: ${JSON.stringify(chunk)}\n\n`);
      },
    });
    expect((await ada.ask('hi')).status).toBe(status);
  });
});
