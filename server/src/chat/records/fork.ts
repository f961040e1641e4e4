/** Where a run that edits a message, or asks for an answer again, leaves the history that stands. */
import type { Transaction } from 'kysely';
import type { Message } from '@ag-ui/core';
import type { Tables } from '../../store/schema.js';
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
export async function forkFrom(
  tx: Transaction<Tables>,
  threadId: string,
  messageId: string,
  message: UserMessage | undefined,
): Promise<Fork> {
  const found = await tx
    .selectFrom('messages')
    .select(['branch', 'position'])
    .where('thread_id', '=', threadId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!found) throw invalid('forkFrom', 'must be the id of a message of this thread');
  const history = await historyOf(tx, threadId, found.branch);
  const at = history.findIndex(({ id }) => id === messageId);
  const question = history.findLastIndex(({ role }, index) => role === 'user' && index <= at);
  if (question < 0) throw invalid('forkFrom', 'must be a message of yours, or an answer to one');
  const { shared, asked } = cut(history, at, question, message);
  const last = history[shared - 1];
  const branch = await addBranch(tx, {
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

async function historyOf(
  tx: Transaction<Tables>,
  threadId: string,
  branch: string,
): Promise<readonly Place[]> {
  const path = await pathOf(tx, threadId, branch);
  const rows = await tx
    .selectFrom('messages')
    .select(['id', 'position', 'role', 'message_json'])
    .where('thread_id', '=', threadId)
    .where((eb) => onPath(eb, path))
    .orderBy('position')
    .execute();
  return rows.map(({ message_json: json, ...row }) => ({
    ...row,
    text: textOf(JSON.parse(json) as Message),
  }));
}
