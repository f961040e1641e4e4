/** PostgreSQL, for several replicas on one database. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5000;

/** A pooled PostgreSQL dialect for a `postgres://` URL. `bigint` columns arrive as numbers. */
export function postgresDialect(url: string): PostgresDialect {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8
        ? Number
        : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types,
  });
  // Without a listener an idle connection that breaks would end the process; the next query reports the fault.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
