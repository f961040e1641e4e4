import { Injectable } from '@nestjs/common';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { Database } from '../store/database.js';
import type { AuditRecordsTable, Tables } from '../store/schema.js';
import type { AuditRecord } from '#libs/contract';

/** Rows of one insert; SQLite takes 32,766 parameters. */
const ROWS = 500;

/** Where a page begins: the last record of the page before. */
export interface AuditPosition {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
}

/** What is looked for. Records of one tenant only. */
export interface AuditFilter {
  readonly tid: string;
  /** Only this person's. */
  readonly oid?: string;
  /** Object id, or a part of the name. */
  readonly who?: string;
  readonly tool?: string;
  readonly outcome?: string;
  /** Milliseconds since the epoch: not before, and before. */
  readonly from?: number;
  readonly to?: number;
  readonly after?: AuditPosition;
}

/** The table of the audit: the only SQL of this room. */
@Injectable()
export class AuditTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(records: readonly AuditRecord[]): Promise<void> {
    for (let start = 0; start < records.length; start += ROWS) {
      const rows = records.slice(start, start + ROWS).map(rowOf);
      // A batch that failed half-way is written again.
      await this.#database
        .insertInto('audit_records')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  }

  /** Newest first. */
  async find(filter: AuditFilter, limit: number): Promise<readonly AuditRecord[]> {
    const rows = await matching(this.#database, filter)
      .select('record_json')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ record_json }) => JSON.parse(record_json) as AuditRecord);
  }

  /** Deletes what is older; `before` is milliseconds since the epoch. */
  async deleteBefore(before: number): Promise<void> {
    await this.#database.deleteFrom('audit_records').where('at', '<', before).execute();
  }
}

type Found = SelectQueryBuilder<Tables, 'audit_records', object>;

function matching(database: Kysely<Tables>, filter: AuditFilter): Found {
  const { tid, oid, who, tool, outcome, from, to, after } = filter;
  let query: Found = database.selectFrom('audit_records').where('tid', '=', tid);
  if (oid !== undefined) query = query.where('oid', '=', oid);
  if (tool !== undefined) query = query.where('tool', '=', tool);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (who !== undefined) {
    const part = `%${who.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((eb) =>
      eb.or([eb('oid', '=', who.toLowerCase()), sql<boolean>`lower(name) like ${part} escape '\\'`]),
    );
  }
  if (after !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('id', '<', after.id)])]),
    );
  }
  return query;
}

function rowOf(record: AuditRecord): AuditRecordsTable {
  const { id, at, who, tool, outcome } = record;
  return {
    id,
    tid: who.tid ?? '',
    oid: who.oid ?? '',
    name: who.name ?? '',
    at: Date.parse(at),
    tool: tool ?? '',
    outcome,
    record_json: JSON.stringify(record),
  };
}
