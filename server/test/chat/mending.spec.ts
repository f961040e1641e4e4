import { randomUUID } from 'node:crypto';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, lastOf, type Streamed, textOf } from './support/chat-client.js';
import { FILTERED, status } from './support/model-faults.js';
import type { ModelCall, Reply } from './support/scripted-model.js';

const customs = ({ frames }: Streamed, name: string) =>
  frames.filter(({ event }) => event['name'] === name).map(({ event }) => event['value']);
const refuse = (error: object): Reply => ({ raw: status(400, error) });
const sent = (call: ModelCall | undefined): string => JSON.stringify(call?.body['input']);

describe('what a model service refuses for good', () => {
  let chat: ChatApp;
  let ada: ChatClient;
  let threadId = '';
  /** Refuses every request that still holds what it will not take. */
  const refuseWhile = (
    holds: (call: ModelCall) => boolean,
    error: object,
    ...replies: readonly Reply[]
  ): void => {
    let round = 0;
    chat.model.script = (call) =>
      holds(call) ? refuse(error) : (replies[Math.min(round++, replies.length - 1)] ?? {});
  };

  beforeEach(async () => {
    chat = await startChat({ limits: { historyTokens: 2_000 } });
    ada = new ChatClient(chat.url, 'token.ada');
    threadId = randomUUID();
  });
  afterEach(() => chat.stop());

  it('is a tool result that its filter stops: it is taken out, the person sees it, the thread lives', async () => {
    // The call's own arguments hold the words, too: only the result is what this test is about.
    chat.model.script = (call, round) => {
      const results = (call.body['input'] as { type?: string; output?: string }[]).filter(
        (item) => item.type === 'function_call_output',
      );
      if (results.some(({ output }) => output?.includes('poison in it'))) return refuse(FILTERED);
      return round === 0
        ? { calls: [{ name: 'torii__echo', arguments: { text: 'poison in it' }, id: 'c1' }] }
        : { text: 'I could not read that.' };
    };
    const streamed = await ada.stream('read it', { threadId });
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
    expect(textOf(streamed)).toBe('I could not read that.');
    expect(customs(streamed, 'tool_results_left_out')).toEqual([{ toolCallIds: ['c1'] }]);
    expect(await ada.ask('and now?', { threadId })).toMatchObject({ status: 200 });
  });

  it('is an old result that began to trip the filter: the second message finds it', async () => {
    chat.model.say({ calls: [{ name: 'torii__echo', arguments: { text: 'fine' } }] }, { text: 'ok' });
    await ada.ask('read it', { threadId });
    const results = (call: ModelCall) => JSON.stringify(call.body['input']).includes('function_call_output');
    const holds = (call: ModelCall): boolean => results(call) && !sent(call).includes('is left out');
    refuseWhile(holds, FILTERED, { text: 'here again' });
    expect(await ada.ask('first', { threadId })).toMatchObject({ status: 422 });
    expect(await ada.ask('second', { threadId })).toMatchObject({
      status: 200,
      body: { response: 'here again' },
    });
  });

  it('is opaque state of another resource: asked once more without it, and never sent again', async () => {
    chat.model.say({ reasoning: 'sealed elsewhere', text: 'one' });
    await ada.ask('first', { threadId });
    const error = {
      code: 'invalid_encrypted_content',
      message: 'The encrypted content could not be verified.',
    };
    refuseWhile((call) => sent(call).includes('sealed elsewhere'), error, { text: 'two' });
    expect(await ada.ask('second', { threadId })).toMatchObject({ status: 200, body: { response: 'two' } });
    const before = chat.model.calls.length;
    expect(await ada.ask('third', { threadId })).toMatchObject({ status: 200 });
    expect(chat.model.calls).toHaveLength(before + 1);
  });

  it('is a history that is longer than its window: shortened and asked once more', async () => {
    chat.model.say({ text: 'ok' });
    for (const n of [1, 2, 3]) await ada.ask(`question ${n} ${'word '.repeat(60)}`, { threadId });
    const error = { code: 'context_length_exceeded' };
    refuseWhile((call) => sent(call).includes('question 1 '), error, { text: 'short enough' });
    const streamed = await ada.stream('question 4', { threadId });
    expect(textOf(streamed)).toBe('short enough');
    expect(customs(streamed, 'history_left_out')).toHaveLength(1);
  });

  it('is not asked for ever: a service that refuses everything ends the run with its code', async () => {
    chat.model.script = () => refuse({ code: 'context_length_exceeded' });
    expect(await ada.ask('hi', { threadId })).toMatchObject({
      status: 422,
      body: { code: 'context_length' },
    });
    expect(chat.model.calls.length).toBeLessThanOrEqual(2);
  });
});

describe('a history', () => {
  it('is cut to the window by whole turns before it is sent, and the person sees how much', async () => {
    const chat = await startChat({ limits: { historyTokens: 200 } });
    try {
      const ada = new ChatClient(chat.url, 'token.ada');
      const threadId = randomUUID();
      chat.model.say({ text: 'ok' });
      for (const n of [1, 2, 3]) await ada.ask(`question ${n} ${'word '.repeat(90)}`, { threadId });
      const streamed = await ada.stream('question 4', { threadId });
      expect(customs(streamed, 'history_left_out')).toEqual([{ turns: 2 }]);
      expect(sent(chat.model.calls.at(-1))).not.toContain('question 2 ');
      expect(sent(chat.model.calls.at(-1))).toContain('question 3 ');
      const thread = await ada.json('GET', `/chat/threads/${threadId}`);
      expect(thread.body['messages']).toHaveLength(8);
    } finally {
      await chat.stop();
    }
  });
});
