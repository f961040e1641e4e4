/** SQLite through Node's own `node:sqlite`: no native build, one file, one connection. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

const MAX_PREPARED = 200;

/** How long a writer waits for another process's lock. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens (and creates, with its folder) a SQLite file as a Kysely dialect.
 * `:memory:` is a database that lives as long as the connection.
 */
export function sqliteDialect(path: string): SqliteDialect {
  const file = path === ':memory:' ? path : resolve(path);
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  return new SqliteDialect({ database: () => Promise.resolve(open(file)) });
}

function open(file: string): SqliteDatabase {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT_MS });
  // WAL survives a killed process; NORMAL may lose the last moments only when the machine itself loses power.
  db.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  // SQLite's own knows ASCII only; PostgreSQL's, like this one, knows every alphabet.
  db.function('lower', { deterministic: true }, (text) =>
    text === null ? null : String(text).toLowerCase(),
  );
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => db.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = adapt(db.prepare(sql));
      const oldest = prepared.size >= MAX_PREPARED ? prepared.keys().next() : undefined;
      if (oldest && !oldest.done) prepared.delete(oldest.value);
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}

/** Kysely hands over only what its callers bound; the tables know strings, numbers and nulls. */
function bind(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value;
    throw new TypeError(`SQLite cannot bind a value of type ${typeof value}`);
  });
}
