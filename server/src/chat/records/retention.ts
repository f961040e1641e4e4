/** How long what was said is kept. */
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../store/database.js';
import { CHAT_OPTIONS, type ChatOptions } from '../chat-options.js';

const DAY_MS = 86_400_000;
const SWEEP_MS = 3_600_000;

/** Deletes threads whose last run is older than the configured days; with 0 days, each after its run. */
@Injectable()
export class Retention implements OnModuleInit, OnApplicationShutdown {
  #timer?: NodeJS.Timeout;
  readonly #options: ChatOptions;
  readonly #database: Database;

  constructor(@Inject(CHAT_OPTIONS) options: ChatOptions, database: Database) {
    this.#options = options;
    this.#database = database;
  }

  async onModuleInit(): Promise<void> {
    this.#timer = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_MS).unref();
    await this.sweep();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Nothing is kept after a run: its thread goes, unless it waits for its person. */
  get keepsNothing(): boolean {
    return this.#options.retentionDays === 0;
  }

  /** Deletes what is past its days. With 0 days, what a crash or an unanswered question left goes after one. */
  async sweep(): Promise<void> {
    const oldest = Date.now() - Math.max(1, this.#options.retentionDays) * DAY_MS;
    await this.#database.transaction().execute(async (tx) => {
      const old = tx.selectFrom('threads').select('id').where('updated_at', '<', oldest);
      await tx.deleteFrom('tool_policies').where('thread_id', 'in', old).execute();
      await tx.deleteFrom('threads').where('updated_at', '<', oldest).execute();
    });
  }

  async forget(threadId: string): Promise<void> {
    await this.#database.transaction().execute(async (tx) => {
      await tx.deleteFrom('tool_policies').where('thread_id', '=', threadId).execute();
      await tx.deleteFrom('threads').where('id', '=', threadId).execute();
    });
  }
}
