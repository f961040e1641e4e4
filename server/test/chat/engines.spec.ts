import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, textOf } from './support/chat-client.js';
import { describeOn, POSTGRES, SQLITE } from './support/engines.js';
import { first, resolved } from './support/interrupted.js';

for (const engine of [SQLITE, POSTGRES])
  describeOn(engine, 'the chat', (create) => {
    let chat: ChatApp;
    let ada: ChatClient;
    beforeAll(async () => {
      chat = await startChat({ databaseUrl: await create() });
      ada = new ChatClient(chat.url, 'token.ada');
    });
    afterAll(() => chat.stop());

    it('streams, replays, and keeps numbers as numbers', async () => {
      chat.model.say({ calls: [{ name: 'torii__whoami' }] }, { text: ['a', 'b\u0000', '\ud83d\ude00'] });
      const runId = randomUUID();
      const streamed = await ada.stream('hi \u0000 there', { runId });
      expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
      const replay = await ada.events(runId);
      expect(replay.frames).toEqual(streamed.frames);
    });

    it('asks, remembers and answers once', async () => {
      const threadId = randomUUID();
      chat.model.say({ calls: [{ name: 'torii__note_delete', arguments: { id: '1' } }] }, { text: 'ok' });
      const asked = first(await ada.stream('delete', { threadId }));
      const resume = [resolved(asked.id, { approved: true, remember: 'always' })];
      const both = await Promise.all([1, 2].map(() => ada.ask(undefined, { threadId, resume })));
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(chat.tools.calls.filter(({ tool }) => tool === 'note_delete')).toHaveLength(1);
    });

    it('makes one run of many requests with one run id or one thread', async () => {
      chat.model.say({ text: 'ok' });
      const [runId, threadId] = [randomUUID(), randomUUID()];
      const sameRun = await Promise.all([1, 2, 3, 4].map(() => ada.ask('hi', { runId })));
      expect(sameRun.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
      const sameThread = await Promise.all([1, 2, 3, 4].map(() => ada.ask('hi', { threadId })));
      for (const { status, body } of sameThread)
        if (status !== 200) expect(body['code']).toBe('run_in_progress');
      expect(sameThread.some(({ status }) => status === 200)).toBe(true);
    });

    it('finds, pages and deletes threads', async () => {
      const threadId = randomUUID();
      chat.model.say({ text: 'Grüße aus Köln' });
      await ada.ask('hello', { threadId });
      const found = await ada.json('GET', `/chat/threads?q=${encodeURIComponent('AUS KÖLN')}`);
      expect(found.body['threads']).toMatchObject([{ id: threadId, title: 'hello' }]);
      expect((await ada.request('DELETE', `/chat/threads/${threadId}`)).status).toBe(204);
      expect((await ada.json('GET', `/chat/threads/${threadId}`)).status).toBe(404);
    });
  });

describeOn(POSTGRES, 'two replicas', (create) => {
  it('follow and cancel each other’s runs', async () => {
    const databaseUrl = await create();
    const [one, two] = await Promise.all([startChat({ databaseUrl }), startChat({ databaseUrl })]);
    try {
      const here = new ChatClient(one.url, 'token.ada');
      const there = new ChatClient(two.url, 'token.ada');
      let open = (): void => undefined;
      const hold = new Promise<void>((resolve) => (open = resolve));
      one.model.say({ hold, text: 'from one' });
      const runId = randomUUID();
      let other: ReturnType<ChatClient['events']> | undefined;
      const streamed = await here.stream('hi', {
        runId,
        onFrame: () => {
          other ??= there.events(runId);
          open();
        },
      });
      const followed = await other;
      expect(followed?.frames).toEqual(streamed.frames);
      expect(textOf(streamed)).toBe('from one');

      one.model.say({ hold: new Promise(() => undefined) });
      const slow = randomUUID();
      let cancelled: Promise<unknown> | undefined;
      const stopped = await here.stream('hi', {
        runId: slow,
        onFrame: () => {
          cancelled ??= there.json('POST', `/chat/runs/${slow}/cancel`);
        },
      });
      await cancelled;
      expect(lastOf(stopped)).toMatchObject({ outcome: { type: 'cancelled' } });
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });
});
