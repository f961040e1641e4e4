import { Inject, Injectable } from '@nestjs/common';
import type { AuditPage, AuditRecord } from '#libs/contract';
import type { Caller } from '#libs/entra-auth';
import { AuditLog } from './audit-log.js';
import { type AuditFilter, AuditTable } from './audit-table.js';
import { AuditWriter } from './audit-writer.js';
import { type AuditQueryDto, filterOf, writeCursor } from './audit.dto.js';
import { AUDIT_RETENTION_DAYS } from './audit.options.js';
import { callerFacts } from './caller-facts.js';

/** App role that reads everybody's records. */
const AUDITOR = 'Audit.Read';

const PAGE = 100;
/** Records of one CSV answer; `Link` leads to those before them. */
const CSV_PAGE = 10_000;

/** Reads the audit: everybody their own records, an auditor those of the tenant, which is recorded as well. */
@Injectable()
export class AuditService {
  readonly #log: AuditLog;
  readonly #table: AuditTable;
  readonly #writer: AuditWriter;
  readonly #days: number;

  constructor(
    log: AuditLog,
    table: AuditTable,
    writer: AuditWriter,
    @Inject(AUDIT_RETENTION_DAYS) days: number,
  ) {
    this.#log = log;
    this.#table = table;
    this.#writer = writer;
    this.#days = days;
  }

  async page(caller: Caller, query: AuditQueryDto, size: 'page' | 'csv' = 'page'): Promise<AuditPage> {
    const everybody = caller.roles.includes(AUDITOR);
    const { tid, oid } = caller;
    const filter: AuditFilter = { ...filterOf(query), tid, ...(everybody ? {} : { oid }) };
    await this.#writer.flush();
    const limit = size === 'csv' ? CSV_PAGE : PAGE;
    const found = await this.#table.find(filter, limit + 1);
    if (everybody)
      this.#log.write({ ...callerFacts(caller), kind: 'admin', tool: 'audit.read', outcome: 'ok' });
    const records = found.slice(0, limit);
    const last = found.length > limit ? records.at(-1) : undefined;
    return { records, ...(last ? { nextCursor: cursorOf(last) } : {}), retentionDays: this.#days, everybody };
  }
}

function cursorOf({ at, id }: AuditRecord): string {
  return writeCursor({ at: Date.parse(at), id });
}
