/** The one database of the server: a Kysely query builder over SQLite or PostgreSQL. */
import { type Dialect, Kysely, sql } from 'kysely';
import type pg from 'pg';
import { migrate } from './migrate.js';
import {
  openMigrationPool,
  openPool,
  type PostgresAddress,
  postgresDialect,
  STATEMENT_TIMEOUT_MS,
} from './postgres.js';
import type { Tables } from './schema.js';
import { sqliteDialect } from './sqlite.js';
import { StoreUnavailableError } from './store-fault.js';

/** Thrown when the database cannot be opened or brought up to date. */
export class StoreError extends Error {
  constructor(
    readonly code: 'unsupported_database_url' | 'migration_failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}

/** PostgreSQL beyond the query builder: its pool, and how to open a connection of one's own. */
export interface Postgres {
  readonly pool: pg.Pool;
  readonly address: PostgresAddress;
}

/** Injectable by its type. */
export class Database extends Kysely<Tables> {
  private constructor(
    dialect: Dialect,
    /** `sqlite` has one process; `postgres` may have several. */
    readonly engine: 'sqlite' | 'postgres',
    readonly postgres?: Postgres,
  ) {
    super({ dialect });
  }

  /**
   * Opens the database of a URL: `sqlite:<path>` (`sqlite::memory:` in tests) or `postgres://...`.
   * The file's folder is created. Nothing is migrated yet.
   */
  static at(url: string, password?: PostgresAddress['password']): Database {
    if (url.startsWith('sqlite:')) return new Database(sqliteDialect(url.slice('sqlite:'.length)), 'sqlite');
    if (!/^postgres(ql)?:\/\//.test(url))
      throw new StoreError('unsupported_database_url', 'DATABASE_URL must start with sqlite: or postgres://');
    const address = { url, ...(password ? { password } : {}) };
    const pool = openPool(address);
    return new Database(postgresDialect(pool, STATEMENT_TIMEOUT_MS), 'postgres', { pool, address });
  }

  /** Applies the migrations that are missing; several replicas may do so at once. */
  async migrate(): Promise<void> {
    const error = await this.#migrate().catch((fault: unknown) => fault);
    if (error)
      throw new StoreError(
        'migration_failed',
        `The database of DATABASE_URL cannot be opened or brought up to date (${codeOf(error)}).`,
        { cause: error },
      );
  }

  /**
   * Resolves when the database answers and can be written.
   * @throws StoreUnavailableError saying which it is not
   */
  async ready(): Promise<void> {
    if (this.engine === 'sqlite') {
      // Only a write finds out about a full disk.
      await sql`insert into store_probe (id, at) values (1, ${Date.now()}) on conflict (id) do update set at = excluded.at`.execute(
        this,
      );
      return;
    }
    const { rows } = await sql<{
      mode: string;
    }>`select current_setting('transaction_read_only') as mode`.execute(this);
    if (rows[0]?.mode === 'on') throw new StoreUnavailableError('read-only', undefined);
  }

  async #migrate(): Promise<unknown> {
    if (!this.postgres) return migrate(this);
    const unlimited = new Kysely<Tables>({
      dialect: postgresDialect(openMigrationPool(this.postgres.address)),
    });
    try {
      return await migrate(unlimited);
    } finally {
      await unlimited.destroy();
    }
  }
}

/** The driver's code, such as ECONNREFUSED or 28P01; its words may hold the address and stay in the cause. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (error instanceof StoreUnavailableError) return codeOf(cause);
  return typeof code === 'string' ? code : 'see the log';
}
