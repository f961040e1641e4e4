import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ThreadDetail, ThreadList, ThreadSummary } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import { Threads } from '../records/threads.js';
import { cleanTitle } from '../records/title.js';
import { Leases } from '../runs/leases.js';
import { RunRegistry } from '../runs/run-registry.js';
import { readCursor, writeCursor } from './cursor.js';
import type { ListThreadsDto } from './thread.dto.js';

const PAGE = 50;

/** List, read, make, rename, delete. Throws `ChatError` 404 `thread_not_found`. */
@Injectable()
export class ThreadsService {
  readonly #threads: Threads;
  readonly #runs: RunRegistry;
  readonly #leases: Leases;

  constructor(threads: Threads, runs: RunRegistry, leases: Leases) {
    this.#threads = threads;
    this.#runs = runs;
    this.#leases = leases;
  }

  /** Newest first; `q` is looked for in titles and messages, in any case. */
  async list(caller: Caller, { q, cursor }: ListThreadsDto): Promise<ThreadList> {
    const from = cursor === undefined ? undefined : readCursor(cursor);
    const { threads, next } = await this.#threads.page(caller, PAGE, { words: q?.trim(), from });
    return { threads, ...(next ? { nextCursor: writeCursor(next) } : {}) };
  }

  async read(caller: Caller, id: string): Promise<ThreadDetail> {
    const thread = await this.#threads.find(caller, id);
    await this.#leases.reclaim({ threadId: id });
    return this.#threads.detail(thread);
  }

  /** The same as JSON text. */
  async readJson(caller: Caller, id: string): Promise<string> {
    const thread = await this.#threads.find(caller, id);
    await this.#leases.reclaim({ threadId: id });
    return this.#threads.detailJson(thread);
  }

  create(caller: Caller, title = ''): Promise<ThreadSummary> {
    return this.#threads.create(caller, randomUUID(), cleanTitle(title));
  }

  async rename(caller: Caller, id: string, title: string): Promise<ThreadSummary> {
    const thread = await this.#threads.find(caller, id);
    const changed = { title: cleanTitle(title) };
    await this.#threads.rename(id, changed.title);
    return { ...thread, ...changed };
  }

  /** Deletes the thread; what still runs in it is cancelled first. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.#threads.find(caller, id);
    await this.#runs.stopThread(id);
    await this.#threads.remove(id);
  }
}
