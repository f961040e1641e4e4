import { randomUUID } from 'node:crypto';
import type { Message } from '@ag-ui/core';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.js';
import { hot, rows, type Step } from '../../store/step.js';
import { contentOf, textOf, type UserMessage } from '../agent/user-message.js';
import { onPath, pathOf } from './branches.js';
import { insertMessage, type WorkingPlace } from './messages.js';

const lastPosition = hot((db, { threadId }: { threadId: string }) =>
  db
    .selectFrom('messages')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('thread_id', '=', threadId),
);

const messageById = hot((db, { threadId, id }: { threadId: string; id: string }) =>
  db
    .selectFrom('messages')
    .select(['position', 'message_json'])
    .where('thread_id', '=', threadId)
    .where('id', '=', id),
);

/** Position of the last message in a thread, whatever its branch; 0: none. */
export function* lastPositionOf(db: Kysely<Tables>, threadId: string): Step<number> {
  const [row] = yield* lastPosition(db, { threadId });
  return Number(row?.last ?? 0);
}

/**
 * Stores what the person wrote at the end of a branch. The same message once more, still without an answer, is a
 * client that tries again, and stands there already. An id that is taken is replaced.
 * @returns where the run goes on
 */
export function* addUserMessage(
  db: Kysely<Tables>,
  place: WorkingPlace,
  message: UserMessage,
): Step<WorkingPlace> {
  const { threadId } = place;
  const [taken] = yield* messageById(db, { threadId, id: message.id });
  if (taken && textOf(JSON.parse(taken.message_json) as Message) === message.text) {
    if (yield* isUnanswered(db, place, taken.position)) return place;
  }
  const id = taken ? randomUUID() : message.id;
  const position = place.lastPosition + 1;
  const stored: Message = { id, role: 'user', content: contentOf(message) };
  yield* insertMessage(db, { ...place, position, message: stored });
  return { ...place, lastPosition: position };
}

/** True where nothing but broken answers stands after the message on its branch. */
function* isUnanswered(
  db: Kysely<Tables>,
  { threadId, branch }: WorkingPlace,
  position: number,
): Step<boolean> {
  const path = yield* pathOf(db, threadId, branch);
  const [found, ...later] = yield* rows(
    db
      .selectFrom('messages')
      .select(['position', 'message_json'])
      .where('thread_id', '=', threadId)
      .where((eb) => onPath(eb, path))
      .where('position', '>=', position)
      .orderBy('position'),
  );
  if (found?.position !== position) return false;
  return later.every(({ message_json: json }) => {
    const { role, metadata } = JSON.parse(json) as Message;
    return role === 'assistant' && metadata?.['failed'] === true;
  });
}
