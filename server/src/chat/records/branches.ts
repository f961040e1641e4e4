/** Branches of a thread: an edited message or a second answer leaves what stood there before. */
import { randomUUID } from 'node:crypto';
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { ThreadBranch } from '#libs/contract';
import type { Tables } from '../../store/schema.js';
import { rows, type Step } from '../../store/step.js';

/** The branch that every thread starts with. */
export const MAIN_BRANCH = 'main';

const LAST = Number.MAX_SAFE_INTEGER;

/** A stretch of a branch's history: the messages of `branch` up to and with position `upTo`. */
export interface Stretch {
  readonly branch: string;
  readonly upTo: number;
}

interface BranchRow {
  readonly id: string;
  readonly parent: string;
  readonly after_position: number;
  readonly created_at: number;
}

type Messages = Pick<Tables, 'messages'>;

/** The stretches that make up a branch, its own one first. */
export function* pathOf(db: Kysely<Tables>, threadId: string, branch: string): Step<readonly Stretch[]> {
  if (branch === MAIN_BRANCH) return [{ branch, upTo: LAST }];
  return stretchesOf(yield* rowsOf(db, threadId), branch);
}

/** True for the messages that stand on a path. */
export function onPath(
  eb: ExpressionBuilder<Messages, 'messages'>,
  path: readonly Stretch[],
): Expression<SqlBool> {
  return eb.or(
    path.map(({ branch, upTo }) =>
      upTo === LAST
        ? eb('messages.branch', '=', branch)
        : eb.and([eb('messages.branch', '=', branch), eb('messages.position', '<=', upTo)]),
    ),
  );
}

/** Makes a branch that shares `parent` up to and with `afterPosition` (0: nothing); returns its id. */
export function* addBranch(
  db: Kysely<Tables>,
  { threadId, parent, afterPosition }: { threadId: string; parent: string; afterPosition: number },
): Step<string> {
  const id = randomUUID();
  yield* rows(
    db
      .insertInto('branches')
      .values({ thread_id: threadId, id, parent, after_position: afterPosition, created_at: Date.now() }),
  );
  yield* rows(db.updateTable('threads').set({ branch: id }).where('id', '=', threadId));
  return id;
}

/**
 * The other branches of a thread, oldest first, each with the last message that it shares with the current one
 * (`after`) and the first that differs (`next`).
 */
export function* otherBranches(
  db: Kysely<Tables>,
  threadId: string,
  current: string,
): Step<readonly ThreadBranch[]> {
  const branches = yield* rowsOf(db, threadId);
  if (branches.length === 0) return [];
  const own = stretchesOf(branches, current);
  const messages = yield* rows(
    db
      .selectFrom('messages')
      .select(['id', 'branch', 'position'])
      .where('thread_id', '=', threadId)
      .orderBy('position'),
  );
  const on = (path: readonly Stretch[]) =>
    messages.filter((message) =>
      path.some(({ branch, upTo }) => message.branch === branch && message.position <= upTo),
    );
  const mine = on(own);
  const ids = [MAIN_BRANCH, ...branches.map(({ id }) => id)];
  return ids
    .filter((id) => id !== current)
    .map((id) => {
      const theirs = on(stretchesOf(branches, id));
      const shared = theirs.filter((message, index) => mine[index]?.id === message.id).length;
      const createdAt = branches.find((row) => row.id === id)?.created_at;
      return {
        id,
        older: ids.indexOf(id) < ids.indexOf(current),
        ...(shared > 0 ? { after: theirs[shared - 1]?.id } : {}),
        ...(theirs[shared] ? { next: theirs[shared].id } : {}),
        ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() }),
      };
    });
}

/** True where the thread has such a branch. */
export function* hasBranch(db: Kysely<Tables>, threadId: string, branch: string): Step<boolean> {
  return branch === MAIN_BRANCH || (yield* rowsOf(db, threadId)).some(({ id }) => id === branch);
}

function rowsOf(db: Kysely<Tables>, threadId: string): Step<readonly BranchRow[]> {
  return rows(
    db
      .selectFrom('branches')
      .select(['id', 'parent', 'after_position', 'created_at'])
      .where('thread_id', '=', threadId)
      .orderBy('created_at')
      .orderBy('after_position'),
  );
}

function stretchesOf(rows: readonly BranchRow[], branch: string): readonly Stretch[] {
  const path: Stretch[] = [];
  let upTo = LAST;
  for (let id = branch; ;) {
    path.push({ branch: id, upTo });
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) return path;
    // What a branch shares with its parent can only be less than what its own descendant shares with it.
    upTo = Math.min(upTo, row.after_position);
    id = row.parent;
  }
}
