import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient } from './support/chat-client.js';

interface Listed {
  readonly threads: { id: string; title: string; createdAt: string }[];
  readonly nextCursor?: string;
}

describe('threads', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  const list = async (query = ''): Promise<Listed> =>
    (await ada.json('GET', `/chat/threads${query}`)).body as unknown as Listed;

  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  it('are made, renamed and deleted with all they hold', async () => {
    const made = await ada.json('POST', '/chat/threads', { title: ' My  trip ' });
    expect(made).toMatchObject({
      status: 201,
      body: { title: 'My trip', createdAt: expect.stringMatching(/Z$/) },
    });
    const id = String(made.body['id']);
    chat.model.say({ text: 'ok' });
    const runId = randomUUID();
    await ada.ask('something', { threadId: id, runId });
    expect(await ada.json('PATCH', `/chat/threads/${id}`, { title: 'Holiday' })).toMatchObject({
      status: 200,
      body: { title: 'Holiday' },
    });
    expect((await ada.json('PATCH', `/chat/threads/${id}`, { title: ' ' })).status).toBe(400);
    expect((await ada.request('DELETE', `/chat/threads/${id}`)).status).toBe(204);
    expect((await ada.json('GET', `/chat/threads/${id}`)).status).toBe(404);
    expect((await ada.json('GET', `/chat/runs/${runId}/events`)).status).toBe(404);
  });

  it('are made without a body, too', async () => {
    for (const body of [undefined, {}]) {
      const made = await ada.json('POST', '/chat/threads', body);
      expect(made).toMatchObject({ status: 201, body: { title: '', id: expect.any(String) } });
    }
  });

  it('are titled by their first message', async () => {
    const threadId = randomUUID();
    chat.model.say({ text: 'ok' });
    await ada.ask(`\n  How do I   travel?\nPlease tell`, { threadId });
    expect((await ada.json('GET', `/chat/threads/${threadId}`)).body['title']).toBe('How do I travel?');
  });

  it('are listed newest first, page by page, and found by their words', async () => {
    const bob = new ChatClient(chat.url, 'token.bob');
    ada = bob;
    for (let n = 0; n < 55; n++) await bob.json('POST', '/chat/threads', { title: `Thread ${n}` });
    chat.model.say({ text: 'The 100% answer: 出張規程' });
    await bob.ask('wordless', { threadId: 'th-found' });
    const page = await list();
    expect(page.threads).toHaveLength(50);
    expect(page.threads[0]).toMatchObject({ id: 'th-found', title: 'wordless' });
    const rest = await list(`?cursor=${page.nextCursor}`);
    expect(rest.threads).toHaveLength(6);
    expect(rest.nextCursor).toBeUndefined();
    expect(new Set([...page.threads, ...rest.threads].map(({ id }) => id)).size).toBe(56);
    expect((await list('?q=thread%2012')).threads).toMatchObject([{ title: 'Thread 12' }]);
    expect((await list(`?q=${encodeURIComponent('出張')}`)).threads).toMatchObject([{ id: 'th-found' }]);
    expect((await list('?q=100%25%20ANSWER')).threads).toMatchObject([{ id: 'th-found' }]);
    expect((await list('?q=%25')).threads).toHaveLength(1);
    expect((await bob.json('GET', '/chat/threads?cursor=nonsense')).status).toBe(400);
  });

  it('show where the words were found', async () => {
    chat.model.say({ text: `It is ${'far '.repeat(40)}away: Ÿnglingar lived there. ${'Long '.repeat(40)}` });
    await ada.ask('where', { threadId: 'th-excerpt' });
    const { threads } = (await list(`?q=${encodeURIComponent('ÿNGLINGAR')}`)) as unknown as {
      threads: { found: string }[];
    };
    expect(threads[0]?.found).toMatch(/^….*away: Ÿnglingar lived there.*…$/);
    expect(threads[0]?.found.length).toBeLessThan(100);
  });

  it('are read newest first, page by page', async () => {
    const threadId = randomUUID();
    chat.model.say({ text: 'ok' });
    for (let n = 1; n <= 3; n++) await ada.ask(`question ${n}`, { threadId });
    const page = async (query: string) => (await ada.json('GET', `/chat/threads/${threadId}${query}`)).body;
    const whole = await page('');
    expect(whole['earlier']).toBeUndefined();
    const newest = await page('?limit=4');
    const before = await page(`?limit=4&before=${String(newest['earlier'])}`);
    expect(before['earlier']).toBeUndefined();
    expect([...(before['messages'] as unknown[]), ...(newest['messages'] as unknown[])]).toEqual(
      whole['messages'],
    );
    expect(newest['messages']).toHaveLength(4);
    for (const query of ['?limit=0', '?limit=x', '?limit=1001', '?before=nothing'])
      expect({ query, status: (await ada.json('GET', `/chat/threads/${threadId}${query}`)).status }).toEqual({
        query,
        status: 400,
      });
  });

  it('are exported as Markdown and JSON', async () => {
    const threadId = randomUUID();
    chat.model.say(
      { calls: [{ name: 'torii__echo', arguments: { text: 'a ``` b' } }] },
      { text: 'It said so.' },
    );
    await ada.ask('Echo it', { threadId });
    const markdown = await ada.request('GET', `/chat/threads/${threadId}/export?format=md`);
    expect(markdown.headers.get('content-type')).toContain('text/markdown');
    expect(markdown.headers.get('content-disposition')).toContain('attachment');
    const text = await markdown.text();
    expect(text).toContain('# Echo it');
    expect(text).toContain('````\na ``` b\n````');
    const json = await ada.json('GET', `/chat/threads/${threadId}/export?format=json`);
    expect(json.body['messages']).toHaveLength(4);
    expect((await ada.json('GET', `/chat/threads/${threadId}/export?format=pdf`)).status).toBe(400);
  });

  it('are not kept after the run where nothing is to be kept', async () => {
    const brief = await startChat({ retentionDays: 0 });
    try {
      const client = new ChatClient(brief.url, 'token.ada');
      brief.model.say({ text: 'ok' });
      await client.ask('forget me', { threadId: 'gone' });
      let status = 200;
      for (let n = 0; n < 100 && status !== 404; n++)
        ({ status } = await client.json('GET', '/chat/threads/gone'));
      expect(status).toBe(404);
      expect((await client.ask('again', { threadId: 'gone' })).status).toBe(200);
    } finally {
      await brief.stop();
    }
  });
});
