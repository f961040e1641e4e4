/** The one database of the server: a Kysely query builder over SQLite or PostgreSQL. */
import { type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.js';
import { postgresDialect } from './postgres.js';
import type { Tables } from './schema.js';
import { sqliteDialect } from './sqlite.js';

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

/** Injectable: `constructor(private readonly database: Database)`. */
export class Database extends Kysely<Tables> {
  private constructor(
    dialect: Dialect,
    /** `sqlite` has one process; `postgres` may have several. */
    readonly engine: 'sqlite' | 'postgres',
  ) {
    super({ dialect });
  }

  /**
   * Opens the database of a URL: `sqlite:<path>` (`sqlite::memory:` in tests) or `postgres://...`.
   * The file's folder is created. Nothing is migrated yet.
   */
  static at(url: string): Database {
    if (url.startsWith('sqlite:')) return new Database(sqliteDialect(url.slice('sqlite:'.length)), 'sqlite');
    if (/^postgres(ql)?:\/\//.test(url)) return new Database(postgresDialect(url), 'postgres');
    throw new StoreError('unsupported_database_url', 'DATABASE_URL must start with sqlite: or postgres://');
  }

  /** Applies the migrations that are missing; several replicas may do so at once. */
  async migrate(): Promise<void> {
    const migrator = new Migrator({
      db: this,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error)
      throw new StoreError(
        'migration_failed',
        `The database of DATABASE_URL cannot be opened or brought up to date (${codeOf(error)}).`,
        { cause: error },
      );
  }

  /** Resolves when the database answers; rejects with the driver's error otherwise. */
  async ready(): Promise<void> {
    await sql`select 1`.execute(this);
  }
}

/** The driver's code, such as ECONNREFUSED or SQLITE_READONLY; its words may hold the address and stay in the cause. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'see the log';
}
