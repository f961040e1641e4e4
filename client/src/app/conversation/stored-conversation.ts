import type { ThreadDetail } from '#libs/contract';

import { EMPTY, type Conversation, type Entry } from './conversation.js';
import { storedEntries } from './stored-entries.js';

/** A thread as the server has it, in the state its last run was left in. Pure. */
export function storedConversation(thread: ThreadDetail): Conversation {
  const entries = storedEntries(thread.messages);
  const last = thread.runs.at(-1);
  if (last === undefined) return { ...EMPTY, entries };
  const state: Conversation = { ...EMPTY, entries, runId: last.id };
  switch (last.state) {
    case 'running':
      return { ...state, runState: 'running' };
    case 'interrupt': {
      const interrupts = last.interrupts ?? [];
      const waiting = new Set(interrupts.map(({ toolCallId }) => toolCallId));
      return {
        ...state,
        interrupts,
        runState: 'interrupted',
        entries: entries.map((entry): Entry =>
          entry.kind === 'tool' && waiting.has(entry.id) ? { ...entry, state: 'waiting' } : entry,
        ),
      };
    }
    case 'error':
      return { ...state, runState: 'error', fault: { code: last.code ?? 'internal' } };
    case 'cancelled':
      return { ...state, stopped: true };
    default:
      return state;
  }
}
