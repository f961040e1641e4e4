import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditTable } from './audit-table.js';
import { AUDIT_RETENTION_DAYS } from './audit.options.js';

const FLUSH_MS = 250;
const SWEEP_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Moves records from the log to the table in batches, and deletes those that are past their days. */
@Injectable()
export class AuditWriter implements OnModuleInit, BeforeApplicationShutdown {
  readonly #logger = new Logger('Audit');
  readonly #log: AuditLog;
  readonly #table: AuditTable;
  readonly #days: number;
  readonly #timers: NodeJS.Timeout[] = [];
  #flushing: Promise<void> | undefined;
  #behind = false;

  constructor(log: AuditLog, table: AuditTable, @Inject(AUDIT_RETENTION_DAYS) days: number) {
    this.#log = log;
    this.#table = table;
    this.#days = days;
  }

  onModuleInit(): void {
    const sweep = (): void => void this.sweep().catch(() => undefined);
    this.#timers.push(
      setInterval(() => void this.flush(), FLUSH_MS).unref(),
      setInterval(sweep, SWEEP_MS).unref(),
    );
    sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.flush();
  }

  /** Resolves when everything that was written before is in the table, or could not be put there. Never rejects. */
  async flush(): Promise<void> {
    await this.#flushing;
    this.#flushing ??= this.#store().finally(() => (this.#flushing = undefined));
    await this.#flushing;
  }

  /** Deletes records that are past their days. */
  async sweep(now = Date.now()): Promise<void> {
    await this.#table.deleteBefore(now - this.#days * DAY_MS);
  }

  async #store(): Promise<void> {
    const records = this.#log.take();
    if (records.length === 0 || this.#days === 0) return;
    try {
      await this.#table.add(records);
      if (this.#behind) this.#logger.log('audit records are stored again');
      this.#behind = false;
    } catch (error) {
      this.#log.putBack(records);
      if (!this.#behind)
        this.#logger.error('audit records cannot be stored; they are kept and tried again', error);
      this.#behind = true;
    }
  }
}
