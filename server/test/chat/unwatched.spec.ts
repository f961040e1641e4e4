import { randomUUID } from 'node:crypto';
import { type ChatApp, startChat } from './support/chat-app.js';
import { bodyOf, ChatClient, lastOf, readStream, textOf } from './support/chat-client.js';
import { describeOn, POSTGRES, SQLITE } from './support/engines.js';

/** Hangs up once the answer has begun, as the stop button of AG-UI's own client does. */
async function startAndLeave(
  client: ChatClient,
  chat: ChatApp,
  threadId: string,
  runId: string,
): Promise<void> {
  chat.model.say({ raw: () => undefined });
  const left = new AbortController();
  await client.stream('one', { threadId, runId, signal: left.signal, onFrame: () => left.abort() });
}

for (const engine of [SQLITE, POSTGRES])
  describeOn(engine, 'a run that nobody watches', (create) => {
    let chat: ChatApp;
    let ada: ChatClient;
    let databaseUrl = '';
    beforeAll(async () => {
      databaseUrl = await create();
      chat = await startChat({ databaseUrl });
      ada = new ChatClient(chat.url, 'token.ada');
    });
    afterAll(() => chat.stop());

    it('ends for the next message of its thread', async () => {
      const [threadId, runId] = [randomUUID(), randomUUID()];
      await startAndLeave(ada, chat, threadId, runId);
      chat.model.say({ text: 'two' });
      let next = await ada.ask('two', { threadId });
      // The server hears of the closed connection a moment after the client has closed it.
      for (let n = 0; n < 50 && next.status === 409; n++) next = await ada.ask('two', { threadId });
      expect(next).toMatchObject({ status: 200, body: { response: 'two' } });
      expect(lastOf(await ada.events(runId))).toMatchObject({ type: 'RUN_FINISHED' });
    });

    it('goes on for another person who knows its thread', async () => {
      const [threadId, runId] = [randomUUID(), randomUUID()];
      await startAndLeave(ada, chat, threadId, runId);
      const eve = new ChatClient(chat.url, 'token.eve');
      expect((await eve.ask('mine', { threadId })).status).toBe(404);
      const thread = await ada.json('GET', `/chat/threads/${threadId}`);
      expect(thread.body).toMatchObject({ runs: [{ id: runId, state: 'running' }] });
      await ada.json('POST', `/chat/runs/${runId}/cancel`);
    });

    it('is followed by the same request with Last-Event-ID, from that event on', async () => {
      const [threadId, runId] = [randomUUID(), randomUUID()];
      chat.model.say({ text: ['Hello ', 'again'] });
      const whole = await ada.stream('hi', { threadId, runId });
      const body = bodyOf('hi', { threadId, runId });
      const post = (id: string, client = ada) =>
        client.request('POST', '/chat/runs', body, { accept: 'text/event-stream', 'last-event-id': id });
      const rest = await readStream(await post(`${runId}:2`));
      expect(rest.frames).toEqual(whole.frames.slice(2));
      const calls = chat.model.calls.length;
      expect(textOf(await readStream(await post(`${runId}:1`)))).toBe('Hello again');
      expect(chat.model.calls).toHaveLength(calls);
      const bob = new ChatClient(chat.url, 'token.bob');
      expect((await post(`${runId}:1`, bob)).status).toBe(404);
      expect((await ada.request('GET', `/chat/runs/${runId}/events?after=1&after=2`)).status).toBe(400);
    });

    if (engine === POSTGRES)
      it('ends at the replica that executes it when the next message comes to another', async () => {
        const other = await startChat({ databaseUrl });
        try {
          const [threadId, runId] = [randomUUID(), randomUUID()];
          await startAndLeave(ada, chat, threadId, runId);
          other.model.say({ text: 'from the other' });
          const there = new ChatClient(other.url, 'token.ada');
          expect(await there.ask('two', { threadId })).toMatchObject({
            status: 200,
            body: { response: 'from the other' },
          });
        } finally {
          await other.stop();
        }
      });
  });

describe('comments of a stream', () => {
  it('are one line each, with no empty line after it', async () => {
    const chat = await startChat({ limits: { heartbeatMs: 20 } });
    try {
      chat.model.say({ hold: new Promise((resolve) => setTimeout(resolve, 100)), text: 'ok' });
      const ada = new ChatClient(chat.url, 'token.ada');
      const response = await ada.request('POST', '/chat/runs', bodyOf('hi', {}), {
        accept: 'text/event-stream',
      });
      const text = await response.text();
      expect(text).toContain(': keepalive\n');
      expect(
        text.split('\n\n').filter((block) => block.split('\n').every((line) => line.startsWith(':'))),
      ).toEqual([]);
    } finally {
      await chat.stop();
    }
  });
});
