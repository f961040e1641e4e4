import type { Message } from '@ag-ui/core';
import type { Insertable, Kysely } from 'kysely';
import type { MessagesTable, Tables } from '../../store/schema.js';
import { hot, rows, type Step } from '../../store/step.js';
import type { StoredMessage } from '../agent/conversation.js';
import { textOf } from '../agent/user-message.js';
import { cleanText } from '../clean-text.js';
import { onPath, pathOf } from './branches.js';

const ofMain = hot((db, { threadId, branch }: { threadId: string; branch: string }) =>
  db
    .selectFrom('messages')
    .select(['message_json', 'model_json'])
    .where('thread_id', '=', threadId)
    .where('branch', '=', branch)
    .orderBy('position'),
);

const insert = hot((db, v: Insertable<MessagesTable>) =>
  db.insertInto('messages').values({
    thread_id: v.thread_id,
    branch: v.branch,
    position: v.position,
    id: v.id,
    run_id: v.run_id,
    role: v.role,
    text: v.text,
    message_json: v.message_json,
    model_json: v.model_json,
    created_at: v.created_at,
  }),
);

/** The history of a branch. */
export function* historyOf(
  db: Kysely<Tables>,
  { threadId, branch }: Pick<WorkingPlace, 'threadId' | 'branch'>,
): Step<readonly StoredMessage[]> {
  const path = yield* pathOf(db, threadId, branch);
  const found =
    path.length === 1
      ? yield* ofMain(db, { threadId, branch })
      : yield* rows(
          db
            .selectFrom('messages')
            .select(['message_json', 'model_json'])
            .where('thread_id', '=', threadId)
            .where((eb) => onPath(eb, path))
            .orderBy('position'),
        );
  return found.map(parseRow);
}

/** Where a run writes. */
export interface WorkingPlace {
  readonly threadId: string;
  readonly runId: string;
  readonly branch: string;
  /** Position of the last message in the thread, whatever its branch. */
  readonly lastPosition: number;
}

/** One message and where it stands in its thread; `position` counts from 1. */
export interface NewMessage extends StoredMessage {
  readonly threadId: string;
  readonly runId: string;
  readonly branch: string;
  readonly position: number;
}

/** The one insert into `messages`. */
export function* insertMessage(db: Kysely<Tables>, added: NewMessage): Step<void> {
  const { threadId, runId, branch, position, message, model } = added;
  yield* insert(db, {
    thread_id: threadId,
    branch,
    position,
    id: message.id,
    run_id: runId,
    role: message.role,
    text: cleanText(textOf(message)),
    message_json: JSON.stringify(message),
    model_json: model ? JSON.stringify(model) : null,
    created_at: Date.now(),
  });
}

/** Puts a message in the place of the one with its id. */
export function* replaceMessage(db: Kysely<Tables>, threadId: string, message: Message): Step<void> {
  yield* rows(
    db
      .updateTable('messages')
      .set({ message_json: JSON.stringify(message) })
      .where('thread_id', '=', threadId)
      .where('id', '=', message.id),
  );
}

/** Drops what only one deployment can read, of all messages of a thread. */
export function* forgetReasoning(db: Kysely<Tables>, threadId: string): Step<void> {
  const found = yield* rows(
    db
      .selectFrom('messages')
      .select(['id', 'model_json'])
      .where('thread_id', '=', threadId)
      .where('model_json', 'like', '%"reasoning"%'),
  );
  for (const { id, model_json: json } of found) {
    const { reasoning: _dropped, ...kept } = JSON.parse(json ?? '{}') as Record<string, unknown>;
    yield* rows(
      db
        .updateTable('messages')
        .set({ model_json: JSON.stringify(kept) })
        .where('thread_id', '=', threadId)
        .where('id', '=', id),
    );
  }
}

function parseRow(row: { message_json: string; model_json: string | null }): StoredMessage {
  const message = JSON.parse(row.message_json) as Message;
  if (row.model_json === null) return { message };
  return { message, model: JSON.parse(row.model_json) as NonNullable<StoredMessage['model']> };
}
