import type { ToolAnnotations } from '#libs/contract';

import { textOf, type ChatEvent, type EventMetadata } from './chat-event.js';
import type { Conversation, Span, ToolEntry } from './conversation.js';
import { withResult } from './tool-result.js';

type ToolCallEvent = Extract<
  ChatEvent,
  { type: 'TOOL_CALL_START' | 'TOOL_CALL_ARGS' | 'TOOL_CALL_END' | 'TOOL_CALL_RESULT' }
>;

/** Applies one event of a tool call. Pure; `now` is milliseconds since the epoch. */
export function reduceToolCall(state: Conversation, event: ToolCallEvent, now: number): Conversation {
  const metadata = event.metadata as EventMetadata | undefined;
  switch (event.type) {
    case 'TOOL_CALL_START':
      return started(state, event.toolCallId, event.toolCallName, metadata, now);
    case 'TOOL_CALL_ARGS':
      return change(state, event.toolCallId, (tool) => ({ argumentsText: tool.argumentsText + event.delta }));
    case 'TOOL_CALL_END':
      return state;
    case 'TOOL_CALL_RESULT':
      return resulted(state, event, metadata, now);
  }
}

function started(
  state: Conversation,
  id: string,
  name: string,
  metadata: EventMetadata | undefined,
  now: number,
): Conversation {
  const tool: ToolEntry = {
    kind: 'tool',
    id,
    name,
    title: textOf(metadata, 'title') ?? name,
    server: textOf(metadata, 'server') ?? '',
    annotations: (metadata?.['annotations'] ?? {}) as ToolAnnotations,
    argumentsText: '',
    state: 'running',
    startedAt: now,
  };
  const known = state.entries.findIndex((entry) => entry.id === id);
  const entries = known < 0 ? [...state.entries, tool] : state.entries.with(known, tool);
  const span: Span = { id, kind: 'tool', label: tool.title, startedAt: now };
  return { ...state, entries, spans: [...state.spans.filter((other) => other.id !== id), span] };
}

function resulted(
  state: Conversation,
  event: Extract<ChatEvent, { type: 'TOOL_CALL_RESULT' }>,
  metadata: EventMetadata | undefined,
  now: number,
): Conversation {
  const next = change(state, event.toolCallId, (tool) => withResult(tool, event.content, metadata));
  const failed = metadata?.['isError'] === true;
  const spans = next.spans.map((span) =>
    span.id === event.toolCallId ? { ...span, endedAt: now, failed } : span,
  );
  return { ...next, spans };
}

function change(state: Conversation, id: string, by: (tool: ToolEntry) => Partial<ToolEntry>): Conversation {
  const index = state.entries.findIndex((entry) => entry.kind === 'tool' && entry.id === id);
  const tool = state.entries[index];
  if (tool === undefined || tool.kind !== 'tool') return state;
  return { ...state, entries: state.entries.with(index, { ...tool, ...by(tool) }) };
}
