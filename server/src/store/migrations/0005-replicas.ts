import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What several replicas count together, and a row that readiness may write. */
export const replicas: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // The table of rate-limiter-flexible, by its own definition.
    await db.schema
      .createTable('rate_limits')
      .addColumn('key', 'varchar(255)', (c) => c.primaryKey())
      .addColumn('points', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
    await db.schema
      .createTable('store_probe')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    // Counts of a minute need not survive a crash of the database.
    if (await isPostgres(db)) await sql`alter table rate_limits set unlogged`.execute(db);
  },
};

async function isPostgres(db: Kysely<unknown>): Promise<boolean> {
  const tables = await db.introspection.getTables();
  return tables.some(({ name, schema }) => name === 'rate_limits' && schema !== undefined);
}
