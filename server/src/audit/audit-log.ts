import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type AnyValue, logs, SeverityNumber } from '@opentelemetry/api';
import type { AuditRecord } from '#libs/contract';
import type { AuditEntry } from './audit-record.js';
import { currentTraceId } from './request-trace.js';

/** Records that wait for the table at most; those beyond are in the log lines only. */
const MAX_WAITING = 10_000;

/**
 * The one record of who did what. `write` costs a line on standard output and a place in a list: it never waits for the
 * table, and nothing that happens there changes what a caller gets.
 */
export class AuditLog {
  readonly #logger = new Logger('Audit');
  #waiting: AuditRecord[] = [];
  #left = 0;

  /** Records an act that has ended; nothing where there is none. Holds no argument, no token and no secret: the types have no place for them. */
  write(entry: AuditEntry | undefined): void {
    if (entry === undefined) return;
    const traceId = entry.traceId ?? currentTraceId();
    const record: AuditRecord = {
      id: newId(),
      at: new Date().toISOString(),
      ...entry,
      ...(traceId === undefined ? {} : { traceId }),
    };
    const line = withoutAbsent(record);
    this.#logger.log(line);
    // Goes to a collector where one is named; nothing otherwise.
    logs
      .getLogger('torii-audit')
      .emit({ eventName: 'torii.audit', severityNumber: SeverityNumber.INFO, body: line });
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(record);
    else this.#left += 1;
  }

  /** The records since the last time, for the table. */
  take(): readonly AuditRecord[] {
    if (this.#left > 0)
      this.#logger.warn(`${this.#left} records are in the log lines only: the table is behind`);
    this.#left = 0;
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** Puts records back that could not be stored, as far as there is room. */
  putBack(records: readonly AuditRecord[]): void {
    const room = MAX_WAITING - this.#waiting.length;
    this.#waiting = [...records.slice(0, Math.max(0, room)), ...this.#waiting];
    this.#left += Math.max(0, records.length - room);
  }
}

/** Sorts by time, to the millisecond. Node keeps random UUIDs ready; random bytes cost a call into the system each time. */
function newId(): string {
  return Date.now().toString(36).padStart(9, '0') + randomUUID().replaceAll('-', '').slice(0, 20);
}

/** A plain object without absent members: the logger writes it as it is. */
function withoutAbsent(record: AuditRecord): Record<string, AnyValue> {
  return Object.fromEntries(
    Object.entries({ event: 'audit', ...record }).filter(([, value]) => value !== undefined),
  );
}
