import { randomUUID } from 'node:crypto';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient } from './support/chat-client.js';

describe('text files in a message', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  const send = (threadId: string, content: unknown) =>
    ada.json('POST', '/chat/runs', {
      threadId,
      runId: randomUUID(),
      messages: [{ id: 'm', role: 'user', content }],
    });

  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it('reach the model by name and stay in the thread as they were sent', async () => {
    const threadId = randomUUID();
    const content = [
      { type: 'text', text: 'Summarize this' },
      { type: 'text', name: 'notes.md', text: '# Plan\nbuy milk' },
    ];
    expect((await send(threadId, content)).status).toBe(200);
    const sent = JSON.stringify(chat.model.calls.at(-1)?.body['input']);
    expect(sent).toContain('Summarize this');
    expect(sent).toContain('notes.md');
    expect(sent).toContain('buy milk');
    const thread = await ada.json('GET', `/chat/threads/${threadId}`);
    expect(thread.body).toMatchObject({ title: 'Summarize this', messages: [{ content }, {}] });
    const markdown = await (await ada.request('GET', `/chat/threads/${threadId}/export?format=md`)).text();
    expect(markdown).toContain('notes.md');
    expect(markdown).toContain('buy milk');
  });

  it('are a message by themselves', async () => {
    expect((await send(randomUUID(), [{ type: 'text', name: 'a.txt', text: 'alone' }])).status).toBe(200);
  });

  it('are found by what the person wrote beside them', async () => {
    const found = await ada.json('GET', '/chat/threads?q=summarize');
    expect(found.body['threads']).toMatchObject([{ found: 'Summarize this' }]);
  });

  it.each([
    ['more than 256 KiB', [{ type: 'text', name: 'a.txt', text: 'x'.repeat(256 * 1024) }]],
    ['a name that is none', [{ type: 'text', name: '\u0000 ', text: 'x' }]],
    ['a name of another kind', [{ type: 'text', name: 7, text: 'x' }]],
  ])('are refused for %s, naming the field', async (_, content) => {
    const answer = await send(randomUUID(), content);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ field: expect.stringContaining('messages.0.content') }] },
    });
  });
});

describe('odd input', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it('takes null for a member that may be absent', async () => {
    const messages = [{ id: 'm', role: 'user', content: 'hi' }];
    const body = {
      threadId: randomUUID(),
      runId: randomUUID(),
      messages,
      resume: null,
      forkFrom: null,
      state: null,
    };
    expect((await ada.json('POST', '/chat/runs', body)).status).toBe(200);
    expect((await ada.json('POST', '/chat/threads', { title: null })).status).toBe(201);
    const nothing = await ada.json('POST', '/chat/runs', { ...body, runId: randomUUID(), messages: null });
    expect(nothing).toMatchObject({ status: 400, body: { errors: [{ field: 'messages' }] } });
  });

  it('keeps text that no service can hold out of the model and the thread', async () => {
    const threadId = randomUUID();
    await ada.ask('half \ud83d and \u0000 nothing', { threadId });
    const sent = JSON.stringify(chat.model.calls.at(-1)?.body['input']);
    expect(sent).toContain('half \ufffd and  nothing');
    const thread = await ada.json('GET', `/chat/threads/${threadId}`);
    expect(thread.body).toMatchObject({ messages: [{ content: 'half \ufffd and  nothing' }, {}] });
  });
});
