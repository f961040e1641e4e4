/** The one database of the server: a Kysely query builder over SQLite or PostgreSQL. */
import { CompiledQuery, type Dialect, Kysely, sql } from 'kysely';
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
import { type SqliteStore, sqliteStore } from './sqlite.js';
import { runAwaiting, runThrough, type Step } from './step.js';
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
  readonly #sqlite: SqliteStore | undefined;

  private constructor(
    dialect: Dialect,
    /** `sqlite` has one process; `postgres` may have several. */
    readonly engine: 'sqlite' | 'postgres',
    readonly postgres?: Postgres,
    sqlite?: SqliteStore,
  ) {
    super({ dialect });
    this.#sqlite = sqlite;
  }

  /**
   * Opens the database of a URL: `sqlite:<path>` (`sqlite::memory:` in tests) or `postgres://...`.
   * The file's folder is created. Nothing is migrated yet.
   */
  static at(url: string, password?: PostgresAddress['password']): Database {
    if (url.startsWith('sqlite:')) {
      const store = sqliteStore(url.slice('sqlite:'.length));
      return new Database(store.dialect, 'sqlite', undefined, store);
    }
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

  /** Runs a step in one transaction; what it throws undoes everything. */
  async atomically<T>(step: Step<T>): Promise<T> {
    const sqlite = this.#sqlite;
    if (!sqlite) return this.transaction().execute((tx) => awaiting(tx, step));
    // The one connection is lent for as long as this takes, so that no other work stands in the same transaction.
    return this.connection().execute(() => Promise.resolve(through(sqlite, step)));
  }

  /** Runs a step that only reads. */
  read<T>(step: Step<T>): Promise<T> {
    return awaiting(this, step);
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

function awaiting<T>(db: Kysely<Tables>, step: Step<T>): Promise<T> {
  return runAwaiting(step, async ({ sql: text, parameters }) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...parameters]));
    return rows;
  });
}

function through<T>({ ask }: SqliteStore, step: Step<T>): T {
  ask({ sql: 'begin', parameters: [] });
  try {
    const result = runThrough(step, ask);
    ask({ sql: 'commit', parameters: [] });
    return result;
  } catch (error) {
    ask({ sql: 'rollback', parameters: [] });
    throw error;
  }
}

/** The driver's code, such as ECONNREFUSED or 28P01; its words may hold the address and stay in the cause. */
function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (error instanceof StoreUnavailableError) return codeOf(cause);
  return typeof code === 'string' ? code : 'see the log';
}
