import { Injectable } from '@nestjs/common';
import type { ThreadDetail, ThreadSummary } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import type { Kysely } from 'kysely';
import { Database } from '../../store/database.js';
import type { Tables } from '../../store/schema.js';
import { first, rows, type Step } from '../../store/step.js';
import { ChatError, invalid } from '../chat-error.js';
import { cleanText } from '../clean-text.js';
import { hasBranch } from './branches.js';
import { detailJson, detailOf, type MessagePage, type OpenThread } from './thread-detail.js';
import { excerptsOf, matches } from './thread-search.js';

/** Where a page of threads ended. */
export interface ThreadPosition {
  readonly updatedAt: number;
  readonly id: string;
}

/** A page of threads; `next` is the position to go on from, where there are more. */
export interface ThreadPage {
  readonly threads: readonly ThreadSummary[];
  readonly next?: ThreadPosition;
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly branch?: string;
}

/** A person's threads. Another person's do not exist here: every query names the owner. */
@Injectable()
export class Threads {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first; `words` are looked for in titles and messages, in any case. */
  async page(
    { tid, oid }: Caller,
    size: number,
    { words, from }: { readonly words?: string | undefined; readonly from?: ThreadPosition | undefined },
  ): Promise<ThreadPage> {
    let query = this.#database
      .selectFrom('threads')
      .select(['id', 'title', 'created_at', 'updated_at'])
      .where('tid', '=', tid)
      .where('oid', '=', oid)
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(size + 1);
    if (from)
      query = query.where((eb) =>
        eb.or([
          eb('updated_at', '<', from.updatedAt),
          eb.and([eb('updated_at', '=', from.updatedAt), eb('id', '<', from.id)]),
        ]),
      );
    if (words) query = query.where((eb) => matches(eb, words));
    const rows = await query.execute();
    const page = rows.slice(0, size);
    const last = page.at(-1);
    const more = rows.length > size && last;
    const found = words
      ? await excerptsOf(
          this.#database,
          page.map(({ id }) => id),
          words,
        )
      : undefined;
    return {
      threads: page.map((row) => {
        const excerpt = found?.get(row.id);
        return { ...summary(row), ...(excerpt ? { found: excerpt } : {}) };
      }),
      ...(more ? { next: { updatedAt: last.updated_at, id: last.id } } : {}),
    };
  }

  /** Throws 404 `thread_not_found` for an unknown thread and for another person's alike. */
  async find({ tid, oid }: Caller, id: string): Promise<OpenThread> {
    const row = await this.#database
      .selectFrom('threads')
      .select(['id', 'title', 'created_at', 'updated_at', 'branch'])
      .where('id', '=', cleanText(id))
      .where('tid', '=', tid)
      .where('oid', '=', oid)
      .executeTakeFirst();
    if (!row) throw threadNotFound();
    return { ...summary(row), branch: row.branch };
  }

  detail(thread: OpenThread): Promise<ThreadDetail> {
    return detailOf(this.#database, thread);
  }

  /** One page of {@link detail} as JSON text. */
  detailJson(thread: OpenThread, page: MessagePage): Promise<string> {
    return detailJson(this.#database, thread, page);
  }

  /** Makes a branch the current one. Throws 400 for an unknown branch, 409 where a run works in the thread. */
  async goTo(id: string, branch: string): Promise<void> {
    await this.#database.atomically(goTo(this.#database, id, branch));
  }

  async create({ tid, oid }: Caller, id: string, title: string): Promise<ThreadSummary> {
    const now = Date.now();
    const row = { id, tid, oid, title, created_at: now, updated_at: now };
    await this.#database.insertInto('threads').values(row).execute();
    return summary(row);
  }

  async rename(id: string, title: string): Promise<void> {
    await this.#database.updateTable('threads').set({ title }).where('id', '=', id).execute();
  }

  /** Deletes the thread with its messages, runs, events, interrupts and the allowances that hold only there. */
  async remove(id: string): Promise<void> {
    await this.#database.transaction().execute(async (tx) => {
      await tx.deleteFrom('tool_policies').where('thread_id', '=', id).execute();
      await tx.deleteFrom('threads').where('id', '=', id).execute();
    });
  }
}

/** 409: a thread has one run at a time. */
export function runInProgress(): ChatError {
  return new ChatError(
    409,
    'run_in_progress',
    'A run of this thread is under way. Wait for it, or cancel it.',
  );
}

function* goTo(db: Kysely<Tables>, id: string, branch: string): Step<void> {
  if (!(yield* hasBranch(db, id, branch)))
    throw invalid('branch', 'must be one of the branches of this thread');
  const running = yield* first(
    db.selectFrom('runs').select('id').where('thread_id', '=', id).where('state', '=', 'running'),
  );
  if (running) throw runInProgress();
  yield* rows(db.updateTable('threads').set({ branch }).where('id', '=', id));
}

/** 404: there is no such thread, or it is somebody else's. */
export function threadNotFound(): ChatError {
  return new ChatError(404, 'thread_not_found', 'There is no such thread.');
}

function summary(row: Row): ThreadSummary {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { id: row.id, title: row.title, createdAt: iso(row.created_at), updatedAt: iso(row.updated_at) };
}
