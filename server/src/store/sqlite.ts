/** SQLite through Node's own `node:sqlite`: no native build, one file, one connection. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { Eraser } from './eraser.js';
import type { Query } from './step.js';
import { toStoreError } from './store-fault.js';

const MAX_PREPARED = 200;

/** How long a writer waits for another process's lock. */
const BUSY_TIMEOUT_MS = 5000;

/** A SQLite file: for Kysely, and for steps that run through at once. */
export interface SqliteStore {
  readonly dialect: SqliteDialect;
  /** Answers a statement on the one connection. */
  readonly ask: (query: Query) => readonly unknown[];
}

/**
 * Opens (and creates, with its folder) a SQLite file when it is first used.
 * `:memory:` is a database that lives as long as the connection.
 */
export function sqliteStore(path: string): SqliteStore {
  const file = path === ':memory:' ? path : resolve(path);
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  let connection: SqliteDatabase | undefined;
  const opened = (): SqliteDatabase => (connection ??= open(file));
  return {
    dialect: new TransactionalSqliteDialect({ database: () => Promise.resolve(opened()) }),
    ask: ({ sql, parameters }) => {
      const statement = opened().prepare(sql);
      if (statement.reader) return statement.all(parameters);
      statement.run(parameters);
      return [];
    },
  };
}

/** Kysely takes SQLite for unable to roll tables back. It is able; a migration that fails half-way must leave nothing. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function open(file: string): SqliteDatabase {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT_MS });
  // WAL survives a killed process; NORMAL may lose the last moments only when the machine itself loses power.
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on;');
  // SQLite's own knows ASCII only; PostgreSQL's, like this one, knows every alphabet.
  db.function('lower', { deterministic: true }, (text) =>
    text === null ? null : String(text).toLowerCase(),
  );
  const eraser = new Eraser(db);
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => {
      eraser.stop();
      db.close();
    },
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = adapt(db, sql, eraser);
      const oldest = prepared.size >= MAX_PREPARED ? prepared.keys().next() : undefined;
      if (oldest && !oldest.done) prepared.delete(oldest.value);
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function adapt(db: DatabaseSync, sql: string, eraser: Eraser): SqliteStatement {
  // Two processes on one file: whoever writes takes the lock at once, instead of failing half-way.
  const statement = guarded(() => db.prepare(sql === 'begin' ? 'begin immediate' : sql));
  const erases = /^\s*delete\b/i.test(sql);
  const run = <T>(work: () => T): T => {
    const result = guarded(work);
    if (erases) eraser.schedule();
    return result;
  };
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => run(() => statement.all(...bind(parameters))),
    run: (parameters) => {
      // A full disk ends the transaction by itself; a second end would hide the reason.
      if (sql === 'rollback' && !db.isTransaction) return { changes: 0, lastInsertRowid: 0 };
      return run(() => statement.run(...bind(parameters)));
    },
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Kysely hands over only what its callers bound; the tables know strings, numbers and nulls. */
function bind(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value;
    throw new TypeError(`SQLite cannot bind a value of type ${typeof value}`);
  });
}
