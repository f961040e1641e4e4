import { Logger } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.js';
import type { Tables } from './schema.js';

const logger = new Logger('Store');

/**
 * Applies the migrations that are missing, in one transaction; of several replicas one does, the others wait for it.
 * A database that a newer release has migrated is left as it is: releases add before they take away, so that this one
 * can work beside the newer one while a rolling upgrade lasts.
 * @returns the error of the first migration that failed, where one did
 */
export async function migrate(db: Kysely<Tables>): Promise<unknown> {
  if (await isAhead(db)) return undefined;
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  // The newer release may have come in between the look and the lock.
  return error !== undefined && (await isAhead(db).catch(() => false)) ? undefined : error;
}

async function isAhead(db: Kysely<Tables>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return false;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const newer = rows.map(({ name }) => name).filter((name) => !(name in migrations));
  if (newer.length > 0)
    logger.warn(`the database was migrated by a newer release (${newer.join(', ')}): it is used as it is`);
  return newer.length > 0;
}
