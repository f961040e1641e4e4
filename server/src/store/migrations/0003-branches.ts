/** Branches of a thread: what was said before a message was edited, or an answer asked for again. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const branches: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('branches')
      .addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id').onDelete('cascade'))
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('parent', 'text', (c) => c.notNull())
      .addColumn('after_position', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('branches_pk', ['thread_id', 'id'])
      .execute();
    for (const table of ['threads', 'messages', 'runs']) {
      // A default, so that an older replica beside this schema goes on writing.
      await db.schema
        .alterTable(table)
        .addColumn('branch', 'text', (c) => c.notNull().defaultTo('main'))
        .execute();
    }
  },
};
