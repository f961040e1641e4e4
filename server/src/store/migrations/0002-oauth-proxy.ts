import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What replicas of the OAuth proxy know together: pending step-ups, used links, ids of client assertions. */
export const oauthProxy: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('oauth_proxy_entries')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('oauth_proxy_entries_by_age')
      .on('oauth_proxy_entries')
      .column('expires_at')
      .execute();
  },
};
