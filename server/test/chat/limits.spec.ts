import { randomUUID } from 'node:crypto';
import { startChat, type ChatApp } from './support/chat-app.js';
import { ChatClient, lastOf, type Streamed } from './support/chat-client.js';

interface Result {
  readonly metadata: { readonly isError: boolean; readonly structuredContent?: unknown };
}

const results = ({ frames }: Streamed): Result[] =>
  frames
    .filter(({ event }) => event.type === 'TOOL_CALL_RESULT')
    .map(({ event }) => ({ metadata: event['metadata'] as Result['metadata'] }));

describe('the limits of a run', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  beforeAll(async () => {
    chat = await startChat();
    ada = new ChatClient(chat.url, 'token.ada');
  });
  afterAll(() => chat.stop());
  beforeEach(() => chat.tools.calls.splice(0));

  it('ends after eight model rounds', async () => {
    const before = chat.model.calls.length;
    chat.model.script = (_, round) => ({ calls: [{ name: 'torii__echo', arguments: { text: `${round}` } }] });
    const streamed = await ada.stream('loop');
    expect(lastOf(streamed)).toMatchObject({ type: 'RUN_ERROR', code: 'tool_loop_limit' });
    expect(chat.model.calls.length - before).toBe(8);
    expect(await ada.ask('loop')).toMatchObject({ status: 422, body: { code: 'tool_loop_limit' } });
  });

  it('runs sixteen tool calls and no more', async () => {
    const calls = Array.from({ length: 20 }, (_, n) => ({
      name: 'torii__echo',
      arguments: { text: `${n}` },
    }));
    chat.model.say({ calls }, { text: 'never said' });
    const streamed = await ada.stream('many');
    expect(chat.tools.calls).toHaveLength(16);
    expect(results(streamed).filter(({ metadata }) => metadata.isError)).toHaveLength(4);
    expect(lastOf(streamed)).toMatchObject({ type: 'RUN_ERROR', code: 'tool_loop_limit' });
  });

  it('takes the next message after the limit was hit', async () => {
    const threadId = randomUUID();
    chat.model.script = (_, round) => ({ calls: [{ name: 'torii__echo', arguments: { text: `${round}` } }] });
    await ada.ask('loop', { threadId });
    chat.model.say({ text: 'fine' });
    expect((await ada.ask('and now?', { threadId })).body['response']).toBe('fine');
  });

  it('stops a call that is made a third time with the same arguments', async () => {
    const call = { calls: [{ name: 'torii__echo', arguments: { text: 'same' } }] };
    chat.model.say(call, call, call, { text: 'ok' });
    const streamed = await ada.stream('again and again');
    expect(chat.tools.calls).toHaveLength(2);
    expect(results(streamed).map(({ metadata }) => metadata.isError)).toEqual([false, false, true]);
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('cuts a result for the model and keeps the whole', async () => {
    const threadId = randomUUID();
    chat.model.say({ calls: [{ name: 'torii__big' }] }, { text: 'ok' });
    await ada.ask('big', { threadId });
    const sent = chat.model.calls.at(-1)?.body as { input: { type?: string; output?: string }[] } | undefined;
    const output = sent?.input.find(({ type }) => type === 'function_call_output')?.output ?? '';
    expect(Buffer.byteLength(output)).toBeLessThan(64 * 1024 + 500);
    expect(output).toContain('[cut: the first 65536 of 200000 bytes are shown]');
    expect(output).not.toContain('\uFFFD');
    const { body } = await ada.json('GET', `/chat/threads/${threadId}`);
    const whole = (body['messages'] as { role: string; content: string }[]).find(
      ({ role }) => role === 'tool',
    );
    expect(whole?.content).toHaveLength(100_000);
  });

  it('tells the model of unknown tools, bad arguments and failures, and goes on', async () => {
    const calls = [
      { name: 'torii__nothing' },
      { name: 'torii__echo', arguments: '{"text":' },
      { name: 'torii__echo', arguments: {} },
      { name: 'torii__fails' },
    ];
    chat.model.say({ calls }, { text: 'sorry' });
    const streamed = await ada.stream('go wrong');
    expect(results(streamed).every(({ metadata }) => metadata.isError)).toBe(true);
    expect(results(streamed)).toHaveLength(4);
    expect(JSON.stringify(chat.model.calls.at(-1)?.body)).toContain('It is broken. Try tomorrow.');
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('gives up on a slow tool', async () => {
    const brief = await startChat({ limits: { callTimeoutMs: 30 } });
    try {
      brief.tools.gate = new Promise(() => undefined);
      brief.model.say({ calls: [{ name: 'torii__slow' }] }, { text: 'too slow' });
      const streamed = await new ChatClient(brief.url, 'token.ada').stream('wait');
      expect(results(streamed)).toMatchObject([
        { metadata: { isError: true, structuredContent: { code: 'tool_timeout' } } },
      ]);
      expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
    } finally {
      await brief.stop();
    }
  });
});
