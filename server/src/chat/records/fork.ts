/** Where a run that edits a message, or asks for an answer again, leaves the history that stands. */
import type { Kysely } from 'kysely';
import type { Message } from '@ag-ui/core';
import type { Tables } from '../../store/schema.js';
import { first, rows, type Step } from '../../store/step.js';
import { textOf, type UserMessage } from '../agent/user-message.js';
import { invalid } from '../chat-error.js';
import { addBranch, onPath, pathOf } from './branches.js';

/** A branch to work on; `message` is absent where the question that stands is answered again. */
export interface Fork {
  readonly branch: string;
  readonly message?: UserMessage;
}

interface Place {
  readonly id: string;
  readonly position: number;
  readonly role: string;
  readonly text: string;
}

/**
 * Makes the branch. From a message of the person: the new text takes its place; the same text, or none, asks again.
 * From an answer: no message, or the question's own, asks again; another message goes on from that answer.
 * Throws 400 where the thread has no such message.
 */
export function* forkFrom(
  db: Kysely<Tables>,
  threadId: string,
  messageId: string,
  message: UserMessage | undefined,
): Step<Fork> {
  const found = yield* first(
    db
      .selectFrom('messages')
      .select(['branch', 'position'])
      .where('thread_id', '=', threadId)
      .where('id', '=', messageId),
  );
  if (!found) throw invalid('forkFrom', 'must be the id of a message of this thread');
  const history = yield* historyOf(db, threadId, found.branch);
  const at = history.findIndex(({ id }) => id === messageId);
  const question = history.findLastIndex(({ role }, index) => role === 'user' && index <= at);
  if (question < 0) throw invalid('forkFrom', 'must be a message of yours, or an answer to one');
  const { shared, asked } = cut(history, at, question, message);
  const last = history[shared - 1];
  const branch = yield* addBranch(db, {
    threadId,
    parent: found.branch,
    afterPosition: last?.position ?? 0,
  });
  return { branch, ...(asked ? { message: asked } : {}) };
}

/** How many messages of the history the new branch shares, and what is asked after them. */
function cut(
  history: readonly Place[],
  at: number,
  question: number,
  message: UserMessage | undefined,
): { readonly shared: number; readonly asked?: UserMessage } {
  const before = history[question];
  const again = !message || message.text === before?.text;
  if (again) return { shared: question + 1 };
  if (at === question || message.id === before?.id) return { shared: question, asked: message };
  const next = history.findIndex(({ role }, index) => role === 'user' && index > at);
  return { shared: next < 0 ? history.length : next, asked: message };
}

function* historyOf(db: Kysely<Tables>, threadId: string, branch: string): Step<readonly Place[]> {
  const path = yield* pathOf(db, threadId, branch);
  const found = yield* rows(
    db
      .selectFrom('messages')
      .select(['id', 'position', 'role', 'message_json'])
      .where('thread_id', '=', threadId)
      .where((eb) => onPath(eb, path))
      .orderBy('position'),
  );
  return found.map(({ message_json: json, ...row }) => ({
    ...row,
    text: textOf(JSON.parse(json) as Message),
  }));
}
