/** PostgreSQL, for several replicas on one database. */
import { CompiledQuery, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { toStoreError } from './store-fault.js';

/** Where the database is and how to sign in there. */
export interface PostgresAddress {
  /** `postgres://user@host/database`. */
  readonly url: string;
  /** Asked once per new connection, where the URL holds no password: an Entra access token. */
  readonly password?: () => Promise<string>;
}

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;
/** The server ends a statement that takes longer; the connection stays good. */
export const STATEMENT_TIMEOUT_MS = 5000;
/** For networks that have gone silent only: the connection is thrown away. */
const QUERY_TIMEOUT_MS = 7000;
/** SQLSTATE of a statement that its server has ended. */
const STATEMENT_TIMEOUT = '57014';
const KEEP_ALIVE_AFTER_MS = 10_000;

/** Settings of one connection; `bigint` columns arrive as numbers. */
export function connectionOf({ url, password }: PostgresAddress): pg.ClientConfig {
  return {
    connectionString: url,
    ...(password ? { password } : {}),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8
          ? Number
          : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  };
}

/** The pool of the server's queries, each limited in time. */
export function openPool(address: PostgresAddress): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOf(address),
    max: MAX_CONNECTIONS,
    query_timeout: QUERY_TIMEOUT_MS,
  });
  keepAlive(pool);
  return pool;
}

/** A pool for migrations: they may take longer than any query, and so may waiting for another replica's. */
export function openMigrationPool(address: PostgresAddress): pg.Pool {
  const pool = new pg.Pool({ ...connectionOf(address), max: 2 });
  keepAlive(pool);
  return pool;
}

/** Kysely over a pool; what the database cannot do at the moment becomes a `StoreUnavailableError`. */
export function postgresDialect(pool: pg.Pool, statementTimeoutMs?: number): PostgresDialect {
  const guarded: PostgresPool = {
    options: pool.options,
    connect: async () => guard(await pool.connect().catch(rethrow)),
    end: () => pool.end(),
  };
  return new PostgresDialect({
    pool: guarded,
    onCreateConnection: async (connection) => {
      if (statementTimeoutMs === undefined) return;
      // Not as a start-up parameter, which poolers refuse.
      await connection.executeQuery(CompiledQuery.raw(`set statement_timeout = ${statementTimeoutMs}`));
    },
  });
}

/**
 * A connection that breaks emits `error`, in the pool as well as in use. Without a listener each would end the process;
 * the next query reports the fault.
 */
function keepAlive(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

const guards = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** The same wrapper for the same client: Kysely remembers connections by identity. */
function guard(client: pg.PoolClient): PostgresPoolClient {
  const known = guards.get(client) ?? makeGuard(client);
  guards.set(client, known);
  return known;
}

function makeGuard(client: pg.PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (text: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      const ours = toStoreError(error);
      // Lost, or (after a client-side time-out) still busy: whoever got this connection next would fail or wait.
      broken ||= ours !== error && (error as { code?: unknown }).code !== STATEMENT_TIMEOUT;
      throw ours;
    }
  };
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(broken) };
}

function rethrow(error: unknown): never {
  throw toStoreError(error);
}
