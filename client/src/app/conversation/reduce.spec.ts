import type { ChatEvent } from './chat-event.js';
import { EMPTY, type Conversation, type ToolEntry } from './conversation.js';
import { reduce } from './reduce.js';

const NOW = 1_700_000_000_000;

function play(events: readonly ChatEvent[], from: Conversation = EMPTY): Conversation {
  return events.reduce((state, event, index) => reduce(state, event, NOW + index), from);
}

const START: ChatEvent = { type: 'RUN_STARTED', threadId: 't1', runId: 'r1' };
const CALL: readonly ChatEvent[] = [
  {
    type: 'TOOL_CALL_START',
    toolCallId: 'c1',
    toolCallName: 'torii__search_documents',
    metadata: { server: 'Torii', title: 'Search documents', annotations: { readOnlyHint: true } },
  },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'c1', delta: '{"query":' },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'c1', delta: '"travel"}' },
  { type: 'TOOL_CALL_END', toolCallId: 'c1' },
];

function tool(state: Conversation): ToolEntry {
  const entry = state.entries.find(({ kind }) => kind === 'tool');
  if (entry?.kind !== 'tool') throw new Error('there is no tool call');
  return entry;
}

describe('reduce', () => {
  it('grows a message by its deltas and closes it', () => {
    const state = play([
      START,
      { type: 'TEXT_MESSAGE_START', messageId: 'm1', role: 'assistant' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm1', delta: 'Hello ' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm1', delta: 'Ada' },
      { type: 'TEXT_MESSAGE_END', messageId: 'm1' },
    ]);
    expect(state.runState).toBe('running');
    expect(state.entries).toEqual([{ kind: 'text', id: 'm1', text: 'Hello Ada', open: false }]);
  });

  it('writes a replayed message once', () => {
    const message: readonly ChatEvent[] = [
      { type: 'TEXT_MESSAGE_START', messageId: 'm1', role: 'assistant' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm1', delta: 'Hello' },
    ];
    expect(play([START, ...message, ...message]).entries).toEqual([
      { kind: 'text', id: 'm1', text: 'Hello', open: true },
    ]);
  });

  it('collects a tool call with its arguments, result, time and audience', () => {
    const state = play([
      START,
      ...CALL,
      {
        type: 'TOOL_CALL_RESULT',
        messageId: 'x',
        toolCallId: 'c1',
        content: 'found 3',
        metadata: { durationMs: 240, isError: false, audience: 'https://search.azure.com' },
      },
    ]);
    expect(tool(state)).toMatchObject({
      title: 'Search documents',
      server: 'Torii',
      argumentsText: '{"query":"travel"}',
      state: 'done',
      durationMs: 240,
      result: 'found 3',
      audience: 'https://search.azure.com',
    });
    expect(state.spans).toEqual([
      {
        id: 'c1',
        kind: 'tool',
        label: 'Search documents',
        startedAt: NOW + 1,
        endedAt: NOW + 5,
        failed: false,
      },
    ]);
  });

  it('tells a failed call from a denied one', () => {
    const failure: ChatEvent = {
      type: 'TOOL_CALL_RESULT',
      messageId: 'x',
      toolCallId: 'c1',
      content: 'no',
      metadata: { isError: true },
    };
    const called = play([START, ...CALL]);
    expect(tool(play([failure], called)).state).toBe('failed');
    const declined: ChatEvent = { ...failure, metadata: { isError: true, declined: true } };
    expect(tool(play([declined], called)).state).toBe('denied');
  });

  it('waits for the person when a run ends in an interrupt', () => {
    const interrupt = {
      id: 'i1',
      reason: 'tool_approval',
      toolCallId: 'c1',
      message: 'May I?',
      responseSchema: {},
      expiresAt: '2030-01-01T00:00:00Z',
      metadata: {},
    };
    const state = play([
      START,
      ...CALL,
      {
        type: 'RUN_FINISHED',
        threadId: 't1',
        runId: 'r1',
        outcome: { type: 'interrupt', interrupts: [interrupt] },
      },
    ]);
    expect(state.runState).toBe('interrupted');
    expect(state.interrupts).toEqual([interrupt]);
    expect(tool(state).state).toBe('waiting');
  });

  it('cancels what was open when the person stops the run', () => {
    const state = play([
      START,
      ...CALL,
      { type: 'STEP_STARTED', stepName: 'model' },
      { type: 'RUN_FINISHED', threadId: 't1', runId: 'r1', outcome: { type: 'cancelled' } },
    ]);
    expect(state).toMatchObject({ runState: 'idle', stopped: true });
    expect(tool(state).state).toBe('cancelled');
    expect(state.spans.every((span) => span.endedAt !== undefined)).toBe(true);
  });

  it('keeps code, id and the time of a retry of a failed run', () => {
    const state = play([
      START,
      {
        type: 'RUN_ERROR',
        message: 'slow down',
        code: 'rate_limited',
        metadata: { retryAfterMs: 5000, correlationId: 'abc' },
      },
    ]);
    expect(state.runState).toBe('error');
    expect(state.fault).toEqual({
      code: 'rate_limited',
      detail: 'slow down',
      id: 'abc',
      retryAt: NOW + 1 + 5000,
    });
  });

  it('notes an unreachable server once and goes on', () => {
    const custom: ChatEvent = {
      type: 'CUSTOM',
      name: 'mcp_server_unavailable',
      value: { server: 'Microsoft Learn', reason: 'timeout' },
    };
    const state = play([START, custom, custom]);
    expect(state.runState).toBe('running');
    expect(state.entries).toEqual([
      { kind: 'notice', id: 'notice-r1-Microsoft Learn', server: 'Microsoft Learn', reason: 'timeout' },
    ]);
  });

  it('leaves the state alone on events it does not know', () => {
    const state = play([START]);
    expect(reduce(state, { type: 'RAW', event: {} } as ChatEvent, NOW)).toBe(state);
  });
});
