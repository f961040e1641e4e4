/** A person's threads. Another person's do not exist here: every query names the owner. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ThreadDetail, ThreadList, ThreadSummary } from '#libs/contract';
import { Database } from '../../store/database.js';
import type { Caller } from '#libs/entra-auth';
import { threadNotFound } from '../records/begin-run.js';
import { Leases } from '../runs/leases.js';
import { RunRegistry } from '../runs/run-registry.js';
import { readCursor, writeCursor } from './cursor.js';
import { matches } from '../records/thread-search.js';
import type { ListThreadsDto } from './thread.dto.js';
import { detailJson, detailOf } from '../records/thread-detail.js';

const PAGE = 50;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly created_at: number;
  readonly updated_at: number;
}

/** List, read, make, rename, delete. Throws `ChatError` 404 `thread_not_found`. */
@Injectable()
export class ThreadsService {
  readonly #database: Database;
  readonly #runs: RunRegistry;
  readonly #leases: Leases;

  constructor(database: Database, runs: RunRegistry, leases: Leases) {
    this.#database = database;
    this.#runs = runs;
    this.#leases = leases;
  }

  /** Newest first; `q` is looked for in titles and messages, in any case. */
  async list({ tid, oid }: Caller, { q, cursor }: ListThreadsDto): Promise<ThreadList> {
    let query = this.#database
      .selectFrom('threads')
      .select(['id', 'title', 'created_at', 'updated_at'])
      .where('tid', '=', tid)
      .where('oid', '=', oid)
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(PAGE + 1);
    const from = cursor === undefined ? undefined : readCursor(cursor);
    if (from)
      query = query.where((eb) =>
        eb.or([
          eb('updated_at', '<', from.updatedAt),
          eb.and([eb('updated_at', '=', from.updatedAt), eb('id', '<', from.id)]),
        ]),
      );
    if (q?.trim()) query = query.where((eb) => matches(eb, q.trim()));
    const rows = await query.execute();
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const more = rows.length > PAGE && last ? { nextCursor: writeCursor(last.updated_at, last.id) } : {};
    return { threads: page.map(summary), ...more };
  }

  async read(caller: Caller, id: string): Promise<ThreadDetail> {
    const row = await this.#own(caller, id);
    await this.#leases.reclaimThread(id);
    return { ...summary(row), ...(await detailOf(this.#database, id)) };
  }

  /** The same as JSON text. */
  async readJson(caller: Caller, id: string): Promise<string> {
    const row = await this.#own(caller, id);
    await this.#leases.reclaimThread(id);
    return detailJson(this.#database, summary(row));
  }

  async create({ tid, oid }: Caller, title = ''): Promise<ThreadSummary> {
    const now = Date.now();
    const id = randomUUID();
    const row = { id, tid, oid, title: clean(title), created_at: now, updated_at: now };
    await this.#database.insertInto('threads').values(row).execute();
    return summary(row);
  }

  async rename(caller: Caller, id: string, title: string): Promise<ThreadSummary> {
    const row = await this.#own(caller, id);
    const changed = { title: clean(title) };
    await this.#database.updateTable('threads').set(changed).where('id', '=', id).execute();
    return summary({ ...row, ...changed });
  }

  /** Deletes the thread with its messages, runs, events and questions; what still runs in it is cancelled. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.#own(caller, id);
    await this.#runs.stopThread(id);
    await this.#database.transaction().execute(async (tx) => {
      await tx.deleteFrom('tool_policies').where('thread_id', '=', id).execute();
      await tx.deleteFrom('threads').where('id', '=', id).execute();
    });
  }

  async #own({ tid, oid }: Caller, id: string): Promise<Row> {
    const row = await this.#database
      .selectFrom('threads')
      .select(['id', 'title', 'created_at', 'updated_at'])
      .where('id', '=', id)
      .where('tid', '=', tid)
      .where('oid', '=', oid)
      .executeTakeFirst();
    if (!row) throw threadNotFound();
    return row;
  }
}

function clean(title: string): string {
  return title.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function summary(row: Row): ThreadSummary {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { id: row.id, title: row.title, createdAt: iso(row.created_at), updatedAt: iso(row.updated_at) };
}
