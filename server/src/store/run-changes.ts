import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database } from './database.js';
import { Listener } from './listener.js';

/** Run ids that become known within this time share one notice. Milliseconds. */
const GATHER_MS = 40;
/** A notice holds less than 8,000 bytes; run ids have at most 64. */
const IDS_PER_NOTICE = 100;
/** How often to look where no notices arrive. Milliseconds. */
const POLL_MS = 200;
/** How often to look beside notices: one may be lost while a connection is made anew. Milliseconds. */
const SAFETY_MS = 5000;

/** Waits for the next change of one run. */
export interface Watch {
  /** Resolves when the run may have changed since the last call, when it is time to look anyway, or on abort. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

/**
 * Says which runs have new events, across all replicas of one PostgreSQL: ids only, the events are read from the log.
 * LISTEN needs a connection of its own that no pooler shares; where a notice to oneself does not arrive, and on SQLite,
 * watchers look every 200 ms instead.
 */
@Injectable()
export class RunChanges implements OnModuleInit, OnApplicationShutdown {
  readonly #database: Database;
  readonly #logger = new Logger('RunChanges');
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #changed = new Set<string>();
  #listener: Listener | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  async onModuleInit(): Promise<void> {
    const { postgres } = this.#database;
    if (!postgres) return;
    this.#listener = new Listener(postgres, {
      heard: (ids) => ids.forEach((id) => this.#wake(id)),
      // Notices of the gap are lost: everybody looks.
      reconnected: () => [...this.#watchers.keys()].forEach((id) => this.#wake(id)),
    });
    if (!(await this.#listener.start()))
      this.#logger.warn(
        'notices of the database do not arrive (a pooler in transaction mode?): looking instead',
      );
  }

  /** Runs have new events in the log. Costs nothing on SQLite, where one process serves everybody. */
  announce(runIds: Iterable<string>): void {
    if (!this.#listener?.works) return;
    for (const id of runIds) this.#changed.add(id);
    if (this.#changed.size > 0) this.#timer ??= setTimeout(() => void this.#send(), GATHER_MS);
  }

  /** Watches one run. Changes between two calls of `next` are remembered. */
  watch(runId: string): Watch {
    let changed = false;
    let wake = (): void => undefined;
    const heard = (): void => {
      changed = true;
      wake();
    };
    const watchers = this.#watchers.get(runId) ?? new Set();
    this.#watchers.set(runId, watchers.add(heard));
    return {
      next: async (signal) => {
        if (!changed && !signal.aborted) {
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          const timer = setTimeout(resolve, this.#listener?.works ? SAFETY_MS : POLL_MS);
          signal.addEventListener('abort', () => resolve(), { once: true });
          await promise;
          clearTimeout(timer);
        }
        changed = false;
      },
      close: () => {
        watchers.delete(heard);
        if (watchers.size === 0) this.#watchers.delete(runId);
      },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#listener?.stop();
  }

  #wake(runId: string): void {
    for (const heard of this.#watchers.get(runId) ?? []) heard();
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    const ids = [...this.#changed];
    this.#changed.clear();
    for (let at = 0; at < ids.length; at += IDS_PER_NOTICE)
      await this.#listener?.notify(ids.slice(at, at + IDS_PER_NOTICE));
  }
}
