import { randomUUID } from 'node:crypto';
import { RunRegistry } from '../../src/chat/runs/run-registry.js';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, textOf, typesOf, type Streamed } from './support/chat-client.js';
import { frame, responseFrames, type Reply } from './support/scripted-model.js';

/** Says the first half, waits for `gate`, says the rest. */
const inHalves =
  (gate: Promise<void>): NonNullable<Reply['raw']> =>
  async (response) => {
    const delta = (text: string): string =>
      frame({
        type: 'response.output_text.delta',
        item_id: 'm',
        output_index: 0,
        content_index: 0,
        delta: text,
      });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('one '));
    await gate;
    response.end(delta('two') + responseFrames({}, 0).at(-1));
  };

const gated = (): { gate: Promise<void>; open: () => void } => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { gate, open };
};

describe('a stream', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());

  /** Starts a run and leaves after its first word. */
  const leaveEarly = (runId: string, client = ada): Promise<Streamed> => {
    const left = new AbortController();
    const onFrame = ({ event }: { event: { type: string } }): void => {
      if (event.type === 'TEXT_MESSAGE_CONTENT') left.abort();
    };
    return client.stream('hi', { runId, signal: left.signal, onFrame });
  };

  it('goes on after its listener left, and is replayed then followed without loss or repetition', async () => {
    const { gate, open } = gated();
    chat.model.say({ raw: inHalves(gate) });
    const runId = randomUUID();
    const before = await leaveEarly(runId);
    expect(textOf(before)).toBe('one ');
    const following = ada.events(runId, { 'last-event-id': before.frames.at(-1)?.id ?? '' });
    const whole = ada.events(runId);
    open();
    const after = await following;
    expect(textOf(before) + textOf(after)).toBe('one two');
    const ids = [...before.frames, ...after.frames].map(({ id }) => Number(id?.split(':')[1]));
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    expect((await whole).frames.map(({ id }) => id)).toEqual(
      [...before.frames, ...after.frames].map(({ id }) => id),
    );
    const later = await ada.events(runId, {}, `?after=${ids.length - 1}`);
    expect(typesOf(later)).toEqual(['RUN_FINISHED']);
    expect((await ada.events(runId, {}, `?after=${ids.length}`)).frames).toEqual([]);
  });

  it('keeps runs and threads of two people apart', async () => {
    const bob = new ChatClient(chat.url, 'token.bob');
    const [threadId, runId] = [randomUUID(), randomUUID()];
    chat.model.say({ text: 'secret' });
    await ada.ask('mine', { threadId, runId });
    expect(await bob.json('GET', `/chat/runs/${runId}/events`)).toMatchObject({
      status: 404,
      body: { code: 'run_not_found' },
    });
    expect(await bob.json('POST', `/chat/runs/${runId}/cancel`)).toMatchObject({ status: 404 });
    expect(await bob.ask('mine?', { threadId })).toMatchObject({
      status: 404,
      body: { code: 'thread_not_found' },
    });
    for (const [method, body] of [['GET'], ['PATCH', { title: 'x' }], ['DELETE']] as const)
      expect((await bob.json(method, `/chat/threads/${threadId}`, body)).status).toBe(404);
    expect((await bob.json('GET', `/chat/threads/${threadId}/export`)).status).toBe(404);
    expect((await ada.json('GET', `/chat/threads/${threadId}`)).status).toBe(200);
  });

  it('cancels model and tools and closes what is open on the wire', async () => {
    chat.model.say({ raw: inHalves(gated().gate) });
    const runId = randomUUID();
    const streaming = ada.stream('hi', {
      runId,
      onFrame: ({ event }) => {
        if (event.type === 'TEXT_MESSAGE_CONTENT') void ada.json('POST', `/chat/runs/${runId}/cancel`);
      },
    });
    const streamed = await streaming;
    expect(typesOf(streamed).slice(-3)).toEqual(['TEXT_MESSAGE_END', 'STEP_FINISHED', 'RUN_FINISHED']);
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'cancelled' } });
    // The model service hears of it by its socket, a moment later.
    while (!chat.model.calls.at(-1)?.aborted) await new Promise((resolve) => setImmediate(resolve));
    expect((await ada.json('POST', `/chat/runs/${runId}/cancel`)).status).toBe(202);
  });

  it('cancels a tool that ignores it', async () => {
    chat.tools.gate = gated().gate;
    chat.model.say({ calls: [{ name: 'torii__slow' }] });
    const runId = randomUUID();
    const streamed = await ada.stream('hi', {
      runId,
      onFrame: ({ event }) => {
        if (event.type === 'STEP_FINISHED') void ada.json('POST', `/chat/runs/${runId}/cancel`);
      },
    });
    const result = streamed.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
    expect(result?.['metadata']).toMatchObject({ isError: true, structuredContent: { code: 'cancelled' } });
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'cancelled' } });
    expect(chat.tools.aborted).toBe(1);
  });

  it('cancels a run that nobody watches', async () => {
    const brief = await startChat({ limits: { unwatchedMs: 30 } });
    try {
      const client = new ChatClient(brief.url, 'token.ada');
      brief.model.say({ raw: inHalves(gated().gate) });
      const runId = randomUUID();
      await leaveEarly(runId, client);
      const registry = brief.app.get(RunRegistry);
      await registry.find(runId)?.ended;
      expect(lastOf(await client.events(runId))).toMatchObject({ outcome: { type: 'cancelled' } });
    } finally {
      await brief.stop();
    }
  });

  it('sends heartbeats as comments', async () => {
    const brief = await startChat({ limits: { heartbeatMs: 5 } });
    try {
      const { gate, open } = gated();
      brief.model.say({ raw: inHalves(gate) });
      setTimeout(open, 50);
      const streamed = await new ChatClient(brief.url, 'token.ada').stream('hi');
      expect(streamed.comments).toContain('keepalive');
    } finally {
      await brief.stop();
    }
  });

  it('ends with a resumable mark on shutdown, finishes the run, and can be read on', async () => {
    const own = await startChat();
    try {
      const client = new ChatClient(own.url, 'token.ada');
      const { gate, open } = gated();
      own.model.say({ raw: inHalves(gate) });
      const runId = randomUUID();
      let drained: Promise<void> | undefined;
      const registry = own.app.get(RunRegistry);
      const streamed = await client.stream('hi', {
        runId,
        onFrame: ({ event }) => {
          if (event.type === 'TEXT_MESSAGE_CONTENT') drained ??= registry.drain(5000);
        },
      });
      expect(streamed.retry).toBe(1000);
      expect(streamed.comments.at(-1)).toBe('restarting');
      expect(await client.ask('more')).toMatchObject({ status: 503, body: { code: 'shutting_down' } });
      open();
      await drained;
      const rest = await client.events(runId, { 'last-event-id': streamed.frames.at(-1)?.id ?? '' });
      expect(textOf(streamed) + textOf(rest)).toBe('one two');
      expect(lastOf(rest)).toMatchObject({ outcome: { type: 'success' } });
    } finally {
      await own.stop();
    }
  });

  it('ends what does not finish in time with a fault that can be tried again', async () => {
    const own = await startChat();
    try {
      const client = new ChatClient(own.url, 'token.ada');
      own.model.say({ raw: inHalves(gated().gate) });
      const runId = randomUUID();
      await leaveEarly(runId, client);
      await own.app.get(RunRegistry).drain(10);
      expect(lastOf(await client.events(runId))).toMatchObject({
        type: 'RUN_ERROR',
        metadata: { restarting: true },
      });
    } finally {
      await own.stop();
    }
  });
});
