import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ThreadDetail, ThreadList, ThreadSummary } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import { Threads } from '../records/threads.js';
import { cleanTitle } from '../records/title.js';
import { Leases } from '../runs/leases.js';
import { RunRegistry } from '../runs/run-registry.js';
import { readCursor, writeCursor } from './cursor.js';
import { invalid } from '../chat-error.js';
import { cleanText } from '../clean-text.js';
import type { ChangeThreadDto, ListThreadsDto, ReadThreadDto } from './thread.dto.js';

const PAGE = 50;

/** Messages of a thread in one answer. */
const MESSAGES = 100;
const MAX_MESSAGES = 1000;

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
    const { threads, next } = await this.#threads.page(caller, PAGE, {
      words: cleanText(q ?? '').trim(),
      from,
    });
    return { threads, ...(next ? { nextCursor: writeCursor(next) } : {}) };
  }

  async read(caller: Caller, id: string): Promise<ThreadDetail> {
    const thread = await this.#threads.find(caller, id);
    await this.#leases.reclaim({ threadId: id });
    return this.#threads.detail(thread);
  }

  /** The newest messages, or those before one, as JSON text. */
  async readJson(caller: Caller, id: string, { before, limit }: ReadThreadDto): Promise<string> {
    const thread = await this.#threads.find(caller, id);
    await this.#leases.reclaim({ threadId: id });
    const size = limit === undefined ? MESSAGES : Number(limit);
    if (size < 1 || size > MAX_MESSAGES)
      throw invalid('limit', `must be a whole number from 1 to ${MAX_MESSAGES}`);
    return this.#threads.detailJson(thread, { size, ...(before ? { before } : {}) });
  }

  create(caller: Caller, title?: string | null): Promise<ThreadSummary> {
    return this.#threads.create(caller, randomUUID(), cleanTitle(title ?? ''));
  }

  /** Throws 400 for an unknown branch, and 409 `run_in_progress` where a run works on the current one. */
  async change(caller: Caller, id: string, { title, branch }: ChangeThreadDto): Promise<ThreadSummary> {
    const thread = await this.#threads.find(caller, id);
    if (title == null && branch == null) throw invalid('title', 'or "branch" must be given');
    if (branch != null) {
      await this.#leases.reclaim({ threadId: id });
      await this.#threads.goTo(id, branch);
    }
    if (title == null) return thread;
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
