import { jest } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Database } from '../../src/store/database.js';
import { openDatabase } from '../../src/store/store.module.js';

const note = (id: string, text: string) => ({ id, tid: 't', oid: 'o', title: 'a', text, created_at: 1 });

describe('a SQLite file', () => {
  let folder: string;
  let file: string;
  let database: Database;
  const open = async (): Promise<void> => {
    database = await openDatabase({ databaseUrl: `sqlite:${file}` });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'torii-store-'));
    file = join(folder, 'torii.sqlite');
  });
  afterEach(async () => {
    jest.useRealTimers();
    await database.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it('that is full says so, is not ready, and serves again when there is room', async () => {
    await open();
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database);
    await sql`pragma max_page_count = ${sql.lit(Number(rows[0]?.page_count) + 4)}`.execute(database);
    const filling = database.transaction().execute(async (tx) => {
      for (let n = 0; n < 40; n++)
        await tx
          .insertInto('notes')
          .values(note(`n${n}`, 'x'.repeat(4000)))
          .execute();
    });
    await expect(filling).rejects.toMatchObject({ code: 'store_unavailable', fault: 'full', status: 503 });
    expect(await database.selectFrom('notes').select('id').execute()).toEqual([]);
    await sql`pragma max_page_count = 100000`.execute(database);
    await expect(database.ready()).resolves.toBeUndefined();
    await database.insertInto('notes').values(note('n', 'room again')).execute();
  });

  it('that cannot be written is not ready', async () => {
    await open();
    await sql`pragma query_only = on`.execute(database);
    await expect(database.ready()).rejects.toMatchObject({ code: 'store_unavailable', fault: 'read-only' });
  });

  it('whose first migration failed half-way starts as soon as the reason is gone', async () => {
    const raw = new DatabaseSync(file);
    raw.exec('create table runs (id text)');
    await expect(open()).rejects.toMatchObject({ code: 'migration_failed' });
    expect(raw.prepare("select name from sqlite_master where name = 'threads'").all()).toEqual([]);
    raw.exec('drop table runs');
    raw.close();
    await open();
    await expect(database.ready()).resolves.toBeUndefined();
  });

  it('that a newer release has migrated is used as it is', async () => {
    await open();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(
      database,
    );
    await database.destroy();
    await open();
    await expect(database.ready()).resolves.toBeUndefined();
  });

  it('keeps nothing of what was deleted, neither in the file nor in its log', async () => {
    await open();
    const canary = `canary-${'zq'.repeat(20)}`;
    await database
      .insertInto('notes')
      .values(note('n', canary.repeat(50)))
      .execute();
    expect(bytes()).toContain(canary);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    await database.deleteFrom('notes').execute();
    jest.advanceTimersByTime(1000);
    expect(bytes()).not.toContain(canary);
  });

  it('waits for a reader before it cuts the log', async () => {
    await open();
    const canary = `canary-${'qz'.repeat(20)}`;
    await database.insertInto('notes').values(note('n', canary)).execute();
    const reader = new DatabaseSync(file);
    reader.exec('begin; select count(*) from notes;');
    reader.prepare('select * from notes').all();
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    await sql`pragma busy_timeout = 0`.execute(database);
    await database.deleteFrom('notes').execute();
    jest.advanceTimersByTime(300);
    expect(bytes()).toContain(canary);
    reader.exec('commit');
    reader.close();
    jest.advanceTimersByTime(1500);
    expect(bytes()).not.toContain(canary);
  });

  it('forgets once what releases that did not overwrite have left behind', async () => {
    await open();
    await database.destroy();
    const raw = new DatabaseSync(file);
    const canary = `canary-${'xy'.repeat(20)}`;
    raw.exec('pragma secure_delete = off; pragma user_version = 0;');
    raw.prepare("insert into notes values ('n', 't', 'o', 'a', ?, 1)").run(canary.repeat(300));
    raw.exec('delete from notes; pragma wal_checkpoint(truncate)');
    raw.close();
    expect(bytes()).toContain(canary);
    await open();
    expect(bytes()).not.toContain(canary);
  });

  const bytes = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('\n');
});
