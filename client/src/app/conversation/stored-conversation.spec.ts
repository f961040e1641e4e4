import type { RunSummary, ThreadDetail } from '#libs/contract';

import { storedConversation } from './stored-conversation.js';

const MESSAGES: readonly unknown[] = [
  { id: 'u1', role: 'user', content: 'Delete note 3' },
  {
    id: 'a1',
    role: 'assistant',
    content: 'I will.',
    toolCalls: [
      {
        id: 'c1',
        type: 'function',
        function: { name: 'torii__notes_delete', arguments: '{"id":"3"}' },
        metadata: { title: 'Delete note', server: 'Torii', annotations: { destructiveHint: true } },
      },
    ],
  },
];

function thread(run: Partial<RunSummary>, messages: readonly unknown[] = MESSAGES): ThreadDetail {
  const at = '2026-11-23T07:00:00Z';
  return {
    id: 't1',
    title: 'Notes',
    createdAt: at,
    updatedAt: at,
    branch: 'main',
    branches: [],
    messages,
    runs: [{ id: 'r1', state: 'success', startedAt: at, ...run }],
  };
}

describe('storedConversation', () => {
  it('shows messages and tool calls as they were', () => {
    const result = { id: 'x', role: 'tool', toolCallId: 'c1', content: 'gone', metadata: { durationMs: 12 } };
    const state = storedConversation(thread({}, [...MESSAGES, result]));
    expect(state.runState).toBe('idle');
    expect(state.entries).toMatchObject([
      { kind: 'user', text: 'Delete note 3' },
      { kind: 'text', text: 'I will.', open: false },
      { kind: 'tool', title: 'Delete note', state: 'done', result: 'gone', durationMs: 12 },
    ]);
  });

  it('keeps what the person declined apart from what failed, with its code', () => {
    const stored = (metadata: object) =>
      storedConversation(
        thread({}, [...MESSAGES, { id: 'x', role: 'tool', toolCallId: 'c1', content: 'no', metadata }]),
      ).entries.at(-1);
    const structuredContent = { code: 'consent_required' };
    expect(stored({ isError: true, declined: true, structuredContent })).toMatchObject({ state: 'denied' });
    expect(stored({ isError: true, structuredContent })).toMatchObject({
      state: 'failed',
      code: 'consent_required',
    });
  });

  it('keeps the claims that a call used', () => {
    const token = { audience: 'https://search.azure.com', claims: { oid: '1' } };
    const metadata = { token, incoming: { oid: '1' }, editedArguments: { id: '4' } };
    const result = { id: 'x', role: 'tool', toolCallId: 'c1', content: 'yes', metadata };
    expect(storedConversation(thread({}, [...MESSAGES, result])).entries.at(-1)).toMatchObject({
      state: 'done',
      token,
      incoming: { oid: '1' },
      edited: { id: '4' },
    });
  });

  it('opens the questions that a run waits for', () => {
    const interrupt = {
      id: 'i1',
      reason: 'tool_approval' as const,
      toolCallId: 'c1',
      message: '',
      responseSchema: {},
      expiresAt: '2030-01-01T00:00:00Z',
      metadata: {},
    };
    const state = storedConversation(thread({ state: 'interrupt', interrupts: [interrupt] }));
    expect(state.runState).toBe('interrupted');
    expect(state.interrupts).toEqual([interrupt]);
    expect(state.entries.at(-1)).toMatchObject({ kind: 'tool', state: 'waiting' });
  });

  it('knows the run to go on with', () => {
    expect(storedConversation(thread({ state: 'running' }))).toMatchObject({
      runState: 'running',
      runId: 'r1',
    });
  });

  it('tells a failed and a stopped run apart', () => {
    expect(storedConversation(thread({ state: 'error', code: 'content_filter' })).fault).toEqual({
      code: 'content_filter',
    });
    expect(storedConversation(thread({ state: 'cancelled' })).stopped).toBe(true);
  });
});
