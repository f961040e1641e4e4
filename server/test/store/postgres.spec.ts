import { sql } from 'kysely';
import pg from 'pg';
import { RateLimiter } from '../../src/http/rate-limit/rate-limiter.js';
import { Database } from '../../src/store/database.js';
import { RunChanges } from '../../src/store/run-changes.js';
import { openDatabase } from '../../src/store/store.module.js';
import { describeOn, POSTGRES } from '../chat/support/engines.js';

describeOn(POSTGRES, 'the store', (create) => {
  let url: string;
  let one: Database;
  let two: Database;

  beforeAll(async () => {
    url = await create();
    // Both replicas start at once on an empty database.
    [one, two] = await Promise.all([openDatabase({ databaseUrl: url }), openDatabase({ databaseUrl: url })]);
  });
  afterAll(async () => {
    await one.destroy();
    await two.destroy();
  });

  it('is migrated once, whoever comes first', async () => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(one);
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it('survives the end of a connection that is in use, and serves the next query', async () => {
    const lost = one.connection().execute(async (connection) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(two);
      await sql`select 1`.execute(connection);
    });
    await expect(lost).rejects.toMatchObject({ code: 'store_unavailable', fault: 'away' });
    await expect(one.ready()).resolves.toBeUndefined();
  });

  it('is not ready while it can only be read', async () => {
    const name = new URL(url).pathname.slice(1);
    await sql`alter database ${sql.id(name)} set default_transaction_read_only = on`.execute(two);
    const reader = Database.at(url);
    await expect(reader.ready()).rejects.toMatchObject({ code: 'store_unavailable', fault: 'read-only' });
    await sql`alter database ${sql.id(name)} reset default_transaction_read_only`.execute(two);
    await reader.destroy();
  });

  it('counts a person’s calls across replicas', async () => {
    const ada = { tid: 't', oid: 'ada' };
    const [here, there] = [one, two].map(
      ({ postgres }) => new RateLimiter({ perMinute: 4, pool: postgres?.pool }),
    ) as [RateLimiter, RateLimiter];
    const calls = await Promise.allSettled(
      [here, there, here, there, here, there].map((limiter) => limiter.count('runs', ada)),
    );
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as unknown] : []));
    expect(refused).toMatchObject([{ code: 'rate_limited' }, { code: 'rate_limited' }]);
    await expect(here.count('runs', { tid: 't', oid: 'ben' })).resolves.toMatchObject({
      remaining: 3,
    });
  });

  it('counts alone while the database is away', async () => {
    const pool = new pg.Pool({ connectionString: 'postgres://torii@127.0.0.1:9/none' });
    const limiter = new RateLimiter({ perMinute: 2, pool });
    const ada = { tid: 't', oid: 'ada' };
    await limiter.count('runs', ada);
    await limiter.count('runs', ada);
    await expect(limiter.count('runs', ada)).rejects.toMatchObject({ code: 'rate_limited' });
    await pool.end();
  });

  describe('changes of runs', () => {
    let here: RunChanges;
    let there: RunChanges;
    beforeEach(async () => {
      [here, there] = [new RunChanges(one), new RunChanges(two)];
      await Promise.all([here.onModuleInit(), there.onModuleInit()]);
    });
    afterEach(() => Promise.all([here.onApplicationShutdown(), there.onApplicationShutdown()]));

    it('reach the other replica, and only whoever watches that run', async () => {
      const [seven, eight] = [there.watch('run-7'), there.watch('run-8')];
      let other = false;
      const stop = new AbortController();
      void eight.next(stop.signal).then(() => (other = true));
      const seen = seven.next(stop.signal);
      here.announce(['run-7', 'run-9']);
      await seen;
      expect(other).toBe(false);
      stop.abort();
    });

    it('are remembered between two looks', async () => {
      const watch = there.watch('run-1');
      const witness = there.watch('run-1');
      here.announce(['run-1']);
      await witness.next(new AbortController().signal);
      await expect(watch.next(new AbortController().signal)).resolves.toBeUndefined();
    });

    it('are looked for by everybody once a lost connection is made anew', async () => {
      const watch = there.watch('run-2');
      const seen = watch.next(new AbortController().signal);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`.execute(
        one,
      );
      await seen;
      const again = there.watch('run-3');
      const next = again.next(new AbortController().signal);
      // Both listeners come back by themselves; until then nobody announces.
      const timer = setInterval(() => here.announce(['run-3']), 50);
      await expect(next).resolves.toBeUndefined();
      clearInterval(timer);
    });
  });
});
