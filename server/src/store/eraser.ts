import type { DatabaseSync } from 'node:sqlite';

/** Deletions that come close together share one checkpoint. Milliseconds. */
const GATHER_MS = 200;
/** A reader in another process keeps the log from being cut: try again. Milliseconds. */
const BUSY_MS = 1000;

/**
 * Makes deletions of a SQLite file final. `secure_delete` overwrites what was deleted, but only in the pages that the
 * write-ahead log brings into the file, and earlier pages stay in the log until it is cut: so after a deletion the log
 * is written back and cut.
 */
export class Eraser {
  readonly #db: DatabaseSync;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#clearFreePages();
  }

  /** Soon, and again as long as a reader is in the way. */
  schedule(afterMs = GATHER_MS): void {
    this.#timer ??= setTimeout(() => this.#erase(), afterMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #erase(): void {
    this.#timer = undefined;
    if (!this.#cut()) this.schedule(BUSY_MS);
  }

  /** @returns whether the log is empty now; the checkpoint does not fail where a reader is in the way, it says so. */
  #cut(): boolean {
    if (this.#db.isTransaction) return false;
    try {
      const row = this.#db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number } | undefined;
      return row?.busy !== 1;
    } catch {
      // A full disk cannot be checkpointed; readiness reports it.
      return false;
    }
  }

  /** Once per file: what was deleted by releases that did not overwrite still lies in free pages. */
  #clearFreePages(): void {
    const { user_version: version } = this.#db.prepare('pragma user_version').get() as {
      user_version: number;
    };
    if (version >= 1) return;
    try {
      this.#db.exec('vacuum; pragma user_version = 1; pragma wal_checkpoint(truncate);');
    } catch {
      // Another process reads the file: the next start tries again.
    }
  }
}
