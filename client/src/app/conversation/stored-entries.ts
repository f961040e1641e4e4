import type { ToolAnnotations } from '#libs/contract';

import { textOf, type EventMetadata } from './chat-event.js';
import type { Entry, ToolEntry } from './conversation.js';
import { contentText, withResult } from './tool-result.js';

interface StoredToolCall {
  readonly id: string;
  readonly function: { readonly name: string; readonly arguments: string };
  readonly metadata?: EventMetadata;
}

interface StoredMessage {
  readonly id: string;
  readonly role: string;
  readonly content?: unknown;
  readonly toolCalls?: readonly StoredToolCall[];
  readonly toolCallId?: string;
  readonly error?: string;
  readonly metadata?: EventMetadata;
}

/** Turns the stored AG-UI messages of a thread into what the transcript shows. */
export function storedEntries(messages: readonly unknown[]): readonly Entry[] {
  const entries: Entry[] = [];
  const toolAt = new Map<string, number>();
  for (const message of messages as readonly StoredMessage[]) {
    if (message.role === 'user') {
      entries.push({ kind: 'user', id: message.id, text: contentText(message.content) });
    } else if (message.role === 'assistant') {
      const text = contentText(message.content);
      if (text !== '') entries.push({ kind: 'text', id: message.id, text, open: false });
      for (const call of message.toolCalls ?? []) {
        toolAt.set(call.id, entries.length);
        entries.push(storedTool(call));
      }
    } else if (message.role === 'tool' && message.toolCallId !== undefined) {
      const index = toolAt.get(message.toolCallId);
      const tool = index === undefined ? undefined : entries[index];
      if (index !== undefined && tool?.kind === 'tool') entries[index] = stored(tool, message);
    }
  }
  return entries;
}

function storedTool(call: StoredToolCall): ToolEntry {
  return {
    kind: 'tool',
    id: call.id,
    name: call.function.name,
    title: textOf(call.metadata, 'title') ?? call.function.name,
    server: textOf(call.metadata, 'server') ?? '',
    annotations: (call.metadata?.['annotations'] ?? {}) as ToolAnnotations,
    argumentsText: call.function.arguments,
    // Without a result the call never ended; a run that still goes on will say otherwise.
    state: 'cancelled',
  };
}

function stored(tool: ToolEntry, { content, metadata, error }: StoredMessage): ToolEntry {
  return withResult(tool, content, metadata, metadata?.['isError'] === true || error !== undefined);
}
