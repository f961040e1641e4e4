/** Threads, their messages, runs, events and questions; remembered tool decisions; notes. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await threads(db);
    await runs(db);
    await interrupts(db);
    await personal(db);
  },
};

function owned<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T, 'tid' | 'oid'> {
  return table.addColumn('tid', 'text', (c) => c.notNull()).addColumn('oid', 'text', (c) => c.notNull());
}

async function threads(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('threads'))
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('threads_of_person')
    .on('threads')
    .columns(['tid', 'oid', 'updated_at', 'id'])
    .execute();
  await db.schema.createIndex('threads_by_age').on('threads').column('updated_at').execute();
  await db.schema
    .createTable('messages')
    .addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('run_id', 'text')
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('message_json', 'text', (c) => c.notNull())
    .addColumn('model_json', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('messages_pk', ['thread_id', 'position'])
    .addUniqueConstraint('messages_id', ['thread_id', 'id'])
    .execute();
}

async function runs(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('runs'))
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('code', 'text')
    .addColumn('usage_json', 'text')
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .addColumn('cancel_requested', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('runs_of_thread').on('runs').columns(['thread_id', 'started_at']).execute();
  // One run at a time in a thread, whatever number of replicas there is.
  await sql`create unique index runs_active on runs (thread_id) where state = 'running'`.execute(db);
  await db.schema
    .createTable('run_events')
    .addColumn('run_id', 'text', (c) => c.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('event_json', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('run_events_pk', ['run_id', 'seq'])
    .execute();
}

async function interrupts(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('interrupts'))
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('thread_id', 'text', (c) => c.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('run_id', 'text', (c) => c.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('interrupt_json', 'text', (c) => c.notNull())
    .addColumn('state_json', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('answered_by', 'text')
    .execute();
  await db.schema
    .createIndex('interrupts_of_thread')
    .on('interrupts')
    .columns(['thread_id', 'status'])
    .execute();
}

async function personal(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('tool_policies'))
    .addColumn('thread_id', 'text', (c) => c.notNull())
    .addColumn('server', 'text', (c) => c.notNull())
    .addColumn('tool', 'text', (c) => c.notNull())
    .addColumn('decision', 'text', (c) => c.notNull())
    .addColumn('definition_hash', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('tool_policies_pk', ['tid', 'oid', 'thread_id', 'server', 'tool', 'decision'])
    .execute();
  await owned(db.schema.createTable('notes'))
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('notes_of_person').on('notes').columns(['tid', 'oid', 'created_at']).execute();
}
