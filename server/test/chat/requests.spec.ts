import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient } from './support/chat-client.js';

const user = [{ id: 'u', role: 'user', content: 'hi' }];

describe('a request for a run', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it.each([
    ['no thread', { runId: 'r', messages: user }, 'threadId'],
    ['a bad thread id', { threadId: 'a b', runId: 'r', messages: user }, 'threadId'],
    ['a long run id', { threadId: 't', runId: 'r'.repeat(65), messages: user }, 'runId'],
    ['no message', { threadId: 't', runId: 'r', messages: [] }, 'messages'],
    [
      'no user message',
      { threadId: 't', runId: 'r', messages: [{ role: 'system', content: 'x' }] },
      'messages',
    ],
    [
      'an empty message',
      { threadId: 't', runId: 'r', messages: [{ role: 'user', content: ' ' }] },
      'messages.0.content',
    ],
    [
      'an image alone',
      { threadId: 't', runId: 'r', messages: [{ role: 'user', content: [{ type: 'image' }] }] },
      'messages.0.content',
    ],
    ['messages that are no list', { threadId: 't', runId: 'r', messages: 'hi' }, 'messages'],
    ['a resume that is no list', { threadId: 't', runId: 'r', messages: user, resume: {} }, 'resume'],
  ])('with %s is refused, naming the field', async (_, body, field) => {
    const answer = await ada.json('POST', '/chat/runs', body);
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual(expect.arrayContaining([expect.objectContaining({ field })]));
  });

  it('is refused for a run id that was used, by whomever', async () => {
    const runId = randomUUID();
    chat.model.say({ text: 'ok' });
    await ada.ask('hi', { runId });
    expect(await ada.ask('hi', { runId })).toMatchObject({ status: 409, body: { code: 'run_id_used' } });
    const bob = new ChatClient(chat.url, 'token.bob');
    expect(await bob.ask('hi', { runId })).toMatchObject({ status: 409, body: { code: 'run_id_used' } });
  });

  it('is refused while another run of the thread is under way', async () => {
    const threadId = randomUUID();
    let open = (): void => undefined;
    const hold = new Promise<void>((resolve) => (open = resolve));
    chat.model.say({ hold, text: 'one' });
    let second: Promise<{ status: number }> | undefined;
    const first = ada.stream('one', {
      threadId,
      onFrame: () => {
        second ??= ada.ask('two', { threadId });
      },
    });
    while (!second) await new Promise((resolve) => setImmediate(resolve));
    expect(await second).toMatchObject({ status: 409, body: { code: 'run_in_progress' } });
    open();
    await first;
  });

  it('is refused for other media types, over 1 MiB, and as broken JSON', async () => {
    const body = { threadId: 't', runId: 'r', messages: user };
    expect((await ada.request('POST', '/chat/runs', body, { accept: 'text/html' })).status).toBe(406);
    const big = { ...body, messages: [{ role: 'user', content: 'x'.repeat(1024 * 1024) }] };
    expect((await ada.request('POST', '/chat/runs', big)).status).toBe(413);
    expect((await ada.request('POST', '/chat/runs', '{"threadId":')).status).toBe(400);
  });

  it.each([
    ['text/event-stream', 'text/event-stream'],
    ['application/json', 'application/json'],
    ['*/*', 'text/event-stream'],
    ['application/json, text/event-stream;q=0.5', 'application/json'],
  ])('with Accept: %s is answered as %s', async (accept, expected) => {
    chat.model.say({ text: 'ok' });
    const body = { threadId: randomUUID(), runId: randomUUID(), messages: user };
    const response = await ada.request('POST', '/chat/runs', body, { accept });
    expect(response.headers.get('content-type')).toContain(expected);
    await response.text();
  });

  it('refuses a position that is none', async () => {
    const runId = randomUUID();
    await ada.ask('hi', { runId });
    expect((await ada.events(runId, {}, '?after=x')).status).toBe(400);
    expect((await ada.request('GET', '/chat/runs/unknown/events')).status).toBe(404);
  });
});
