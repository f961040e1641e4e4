import { Injectable } from '@nestjs/common';
import type { Message } from '@ag-ui/core';
import type { Kysely } from 'kysely';
import { Database } from '../../store/database.js';
import type { Tables } from '../../store/schema.js';
import { Conversation, type StoredMessage } from '../agent/conversation.js';
import { textOf } from '../agent/user-message.js';
import { cleanText } from '../clean-text.js';
import { onPath, pathOf } from './branches.js';

/** The messages of threads. */
@Injectable()
export class Messages {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The history of a branch, for one run to read and to go on with. */
  async conversation({ threadId, runId, branch, lastPosition }: WorkingPlace): Promise<Conversation> {
    const database = this.#database;
    const path = await pathOf(database, threadId, branch);
    const rows = await database
      .selectFrom('messages')
      .select(['message_json', 'model_json'])
      .where('thread_id', '=', threadId)
      .where((eb) => onPath(eb, path))
      .orderBy('position')
      .execute();
    return new Conversation(
      {
        append: (stored, position) =>
          insertMessage(database, { ...stored, threadId, runId, branch, position }),
        replace: (message) => replaceMessage(database, threadId, message),
        forgetReasoning: () => forgetReasoning(database, threadId),
      },
      rows.map(parseRow),
      lastPosition,
    );
  }
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
export async function insertMessage(db: Kysely<Tables>, added: NewMessage): Promise<void> {
  const { threadId, runId, branch, position, message, model } = added;
  await db
    .insertInto('messages')
    .values({
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
    })
    .execute();
}

async function replaceMessage(db: Kysely<Tables>, threadId: string, message: Message): Promise<void> {
  await db
    .updateTable('messages')
    .set({ message_json: JSON.stringify(message) })
    .where('thread_id', '=', threadId)
    .where('id', '=', message.id)
    .execute();
}

async function forgetReasoning(db: Kysely<Tables>, threadId: string): Promise<void> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'model_json'])
    .where('thread_id', '=', threadId)
    .where('model_json', 'like', '%"reasoning"%')
    .execute();
  for (const { id, model_json: json } of rows) {
    const { reasoning: _dropped, ...kept } = JSON.parse(json ?? '{}') as Record<string, unknown>;
    await db
      .updateTable('messages')
      .set({ model_json: JSON.stringify(kept) })
      .where('thread_id', '=', threadId)
      .where('id', '=', id)
      .execute();
  }
}

function parseRow(row: { message_json: string; model_json: string | null }): StoredMessage {
  const message = JSON.parse(row.message_json) as Message;
  if (row.model_json === null) return { message };
  return { message, model: JSON.parse(row.model_json) as NonNullable<StoredMessage['model']> };
}
