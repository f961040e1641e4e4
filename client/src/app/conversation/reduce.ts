import type { RunInterrupt } from '#libs/contract';

import { numberOf, textOf, type ChatEvent, type EventMetadata } from './chat-event.js';
import type { Conversation, Entry, Span, TextEntry, ToolEntry } from './conversation.js';
import { reduceToolCall } from './reduce-tool-call.js';

/** Applies one event of a run. Pure; `now` is milliseconds since the epoch. */
export function reduce(state: Conversation, event: ChatEvent, now: number): Conversation {
  switch (event.type) {
    case 'RUN_STARTED':
      return {
        ...state,
        runId: event.runId,
        runState: 'running',
        interrupts: [],
        fault: null,
        stopped: false,
      };
    case 'TEXT_MESSAGE_START':
      // A replay begins a message again: start it over instead of writing it twice.
      return withText(state, event.messageId, () => ({ text: '', open: true }));
    case 'TEXT_MESSAGE_CONTENT':
      return withText(state, event.messageId, (entry) => ({ text: entry.text + event.delta, open: true }));
    case 'TEXT_MESSAGE_END':
      return withText(state, event.messageId, () => ({ open: false }));
    case 'TOOL_CALL_START':
    case 'TOOL_CALL_ARGS':
    case 'TOOL_CALL_END':
    case 'TOOL_CALL_RESULT':
      return reduceToolCall(state, event, now);
    case 'STEP_STARTED':
      return { ...state, spans: [...state.spans, modelSpan(event.stepName, state.spans.length, now)] };
    case 'STEP_FINISHED':
      return { ...state, spans: state.spans.map((span) => ended(span, event.stepName, now)) };
    case 'RUN_FINISHED':
      return finished(state, event, now);
    case 'RUN_ERROR':
      return failed(state, event, now);
    case 'CUSTOM':
      return event.name === 'mcp_server_unavailable' ? withNotice(state, event.value) : state;
    default:
      return state;
  }
}

function withText(
  state: Conversation,
  id: string,
  change: (entry: TextEntry) => Partial<TextEntry>,
): Conversation {
  const known = state.entries.findIndex((entry) => entry.kind === 'text' && entry.id === id);
  const entry = (state.entries[known] ?? { kind: 'text', id, text: '', open: true }) as TextEntry;
  const next: TextEntry = { ...entry, ...change(entry) };
  return { ...state, entries: known < 0 ? [...state.entries, next] : state.entries.with(known, next) };
}

function modelSpan(label: string, index: number, now: number): Span {
  return { id: `step-${index}`, kind: 'model', label, startedAt: now };
}

function ended(span: Span, label: string, now: number): Span {
  return span.kind === 'model' && span.label === label && span.endedAt === undefined
    ? { ...span, endedAt: now }
    : span;
}

type Finished = Extract<ChatEvent, { type: 'RUN_FINISHED' }>;

function finished(state: Conversation, event: Finished, now: number): Conversation {
  const settled = settle(state, now);
  const usage = event.usage ?? [];
  const outcome = event.outcome;
  if (outcome?.type === 'interrupt') {
    const interrupts = outcome.interrupts as readonly RunInterrupt[];
    const waiting = new Set(interrupts.map((interrupt) => interrupt.toolCallId));
    const entries = settled.entries.map((entry) =>
      entry.kind === 'tool' && waiting.has(entry.id) ? { ...entry, state: 'waiting' as const } : entry,
    );
    return { ...settled, entries, usage, interrupts, runState: 'interrupted' };
  }
  const stopped = outcome?.type === 'cancelled';
  return { ...settled, entries: cancelOpenTools(settled.entries), usage, stopped, runState: 'idle' };
}

function failed(
  state: Conversation,
  event: Extract<ChatEvent, { type: 'RUN_ERROR' }>,
  now: number,
): Conversation {
  const metadata = event.metadata as EventMetadata | undefined;
  const retryAfterMs = numberOf(metadata, 'retryAfterMs');
  const id = textOf(metadata, 'correlationId');
  const settled = settle(state, now);
  return {
    ...settled,
    entries: cancelOpenTools(settled.entries),
    usage: event.usage ?? [],
    runState: 'error',
    fault: {
      code: event.code ?? 'internal',
      detail: event.message,
      ...(id === undefined ? {} : { id }),
      ...(retryAfterMs === undefined ? {} : { retryAt: now + retryAfterMs }),
    },
  };
}

/** Closes what was open: no caret blinks and no bar grows after the run. */
function settle(state: Conversation, now: number): Conversation {
  return {
    ...state,
    entries: state.entries.map((entry) =>
      entry.kind === 'text' && entry.open ? { ...entry, open: false } : entry,
    ),
    spans: state.spans.map((span) => (span.endedAt === undefined ? { ...span, endedAt: now } : span)),
  };
}

function cancelOpenTools(entries: readonly Entry[]): readonly Entry[] {
  return entries.map((entry): Entry => {
    const open = entry.kind === 'tool' && (entry.state === 'running' || entry.state === 'waiting');
    return open ? ({ ...entry, state: 'cancelled' } satisfies ToolEntry) : entry;
  });
}

function withNotice(state: Conversation, value: unknown): Conversation {
  const metadata = (value ?? {}) as EventMetadata;
  const server = textOf(metadata, 'server') ?? 'MCP';
  const id = `notice-${state.runId ?? ''}-${server}`;
  if (state.entries.some((entry) => entry.id === id)) return state;
  const reason = textOf(metadata, 'reason') ?? '';
  return { ...state, entries: [...state.entries, { kind: 'notice', id, server, reason }] };
}
