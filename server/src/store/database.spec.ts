import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from './database.js';
import { openDatabase } from './store.module.js';

const folders: string[] = [];
const file = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'torii-store-'));
  folders.push(folder);
  return `sqlite:${join(folder, 'deep/er/torii.sqlite')}`;
};

describe('Database', () => {
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('creates the folder of a SQLite file and keeps rows across a restart', async () => {
    const databaseUrl = file();
    const row = { id: 'n1', tid: 't', oid: 'o', title: 'a', text: 'b', created_at: 1_900_000_000_000 };
    const before = await openDatabase({ databaseUrl });
    await before.insertInto('notes').values(row).execute();
    await before.destroy();
    const after = await openDatabase({ databaseUrl });
    expect(await after.selectFrom('notes').selectAll().execute()).toEqual([row]);
    await after.ready();
    await after.destroy();
  });

  it('deletes what hangs on a thread together with it', async () => {
    const db = await openDatabase({ databaseUrl: 'sqlite::memory:' });
    const owner = { tid: 't', oid: 'o' };
    await db
      .insertInto('threads')
      .values({ ...owner, id: 'th', title: '', created_at: 1, updated_at: 1 })
      .execute();
    await db
      .insertInto('runs')
      .values({
        ...owner,
        id: 'r',
        thread_id: 'th',
        state: 'running',
        started_at: 1,
        lease_until: 1,
        cancel_requested: 0,
      })
      .execute();
    await db.insertInto('run_events').values({ run_id: 'r', seq: 1, event_json: '{}' }).execute();
    await db.deleteFrom('threads').execute();
    expect(await db.selectFrom('run_events').selectAll().execute()).toEqual([]);
    await db.destroy();
  });

  it('rolls back a failed transaction', async () => {
    const db = await openDatabase({ databaseUrl: 'sqlite::memory:' });
    const note = { id: 'n', tid: 't', oid: 'o', title: 'a', text: 'b', created_at: 1 };
    await expect(
      db.transaction().execute(async (tx) => {
        await tx.insertInto('notes').values(note).execute();
        await tx.insertInto('notes').values(note).execute();
      }),
    ).rejects.toThrow('UNIQUE constraint failed');
    expect(await db.selectFrom('notes').selectAll().execute()).toEqual([]);
    await db.destroy();
  });

  it('names its setting and the driver’s code, not its address, where no database answers', async () => {
    const opening = openDatabase({ databaseUrl: 'postgres://user:word@127.0.0.1:9/db' });
    await expect(opening).rejects.toMatchObject({
      code: 'migration_failed',
      message: 'The database of DATABASE_URL cannot be opened or brought up to date (ECONNREFUSED).',
    });
  });

  it('refuses a URL of another database by code', () => {
    expect(() => Database.at('mysql://x')).toThrow(
      expect.objectContaining({ code: 'unsupported_database_url' }),
    );
  });
});
