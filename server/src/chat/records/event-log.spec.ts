import type { Database } from '../../store/database.js';
import { RunChanges } from '../../store/run-changes.js';
import { rows, type Step } from '../../store/step.js';
import { openDatabase } from '../../store/store.module.js';
import { EventLog, type LoggedEvent } from './event-log.js';

describe('the event log', () => {
  let database: Database;
  let log: EventLog;
  beforeEach(async () => {
    database = await openDatabase({ databaseUrl: 'sqlite::memory:' });
    log = new EventLog(database, new RunChanges(database));
    const owner = { tid: 't', oid: 'o' };
    await database
      .insertInto('threads')
      .values({ ...owner, id: 'th', title: '', created_at: 1, updated_at: 1 })
      .execute();
    const run = { ...owner, thread_id: 'th', started_at: 1, lease_until: 1, cancel_requested: 0 };
    for (const id of ['a', 'b'])
      await database
        .insertInto('runs')
        .values({ ...run, id, state: id === 'a' ? 'running' : 'success' })
        .execute();
  });
  afterEach(() => database.destroy());

  const append = (logged: LoggedEvent, also?: () => Step<void>) =>
    new Promise<void>((written, failed) => {
      log.enqueue({ take: () => ({ events: [logged], ...(also ? { also } : {}) }), written, failed });
    });
  const event = (runId: string, seq: number) => ({ runId, seq, json: `{"n":${seq}}` });

  it('writes many runs’ events in their order and reads them by page', async () => {
    await Promise.all(
      Array.from({ length: 2500 }, (_, n) => append(event(n % 2 ? 'a' : 'b', Math.floor(n / 2) + 1))),
    );
    const page = await log.read('a', 100, 50);
    expect(page.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 101));
    expect(await log.read('b', 1249, 50)).toHaveLength(1);
  });

  it('reads pages that are bounded in characters, and never none', async () => {
    const big = (seq: number) => ({ runId: 'a', seq, json: `"${'x'.repeat(1000)}"` });
    await Promise.all([1, 2, 3, 4].map((seq) => append(big(seq))));
    expect((await log.read('a', 0, 10, 2500)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect((await log.read('a', 2, 10, 10)).map(({ seq }) => seq)).toEqual([3]);
  });

  it('writes what is urgent without waiting for the pause of a busy batch', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => append(event('a', n + 1))));
    let patient = false;
    const waiting = append(event('a', 101)).then(() => (patient = true));
    await log.write(function* () {
      yield* rows(database.updateTable('runs').set({ state: 'success' }).where('id', '=', 'a'));
    });
    expect(patient).toBe(false);
    await waiting;
  });

  it('does not let one run’s fault cost another its events', async () => {
    const results = await Promise.allSettled([
      append(event('a', 1)),
      append(event('gone', 1)),
      append(event('b', 1)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await log.read('a', 0, 10)).toHaveLength(1);
    expect(await log.read('b', 0, 10)).toHaveLength(1);
  });

  it('makes what belongs together true together', async () => {
    const also = append(event('a', 1), function* () {
      yield* rows(database.updateTable('runs').set({ state: 'success' }).where('id', '=', 'a'));
      throw new Error('not this time');
    });
    await expect(also).rejects.toThrow('not this time');
    expect(await log.read('a', 0, 10)).toEqual([]);
    const row = await database.selectFrom('runs').select('state').where('id', '=', 'a').executeTakeFirst();
    expect(row?.state).toBe('running');
  });
});
