import { Database } from '../store/database.js';
import { SqlOAuthProxyStore } from './sql-oauth-proxy-store.js';

/** A PostgreSQL for tests is named by TORII_TEST_POSTGRES; SQLite is always there. */
const urls = ['sqlite::memory:', process.env['TORII_TEST_POSTGRES']].filter((url) => url !== undefined);

describe.each(urls)('entries of the OAuth proxy in %s', (url) => {
  let database: Database;
  let now = 1_800_000_000_000;
  let one: SqlOAuthProxyStore;
  let other: SqlOAuthProxyStore;

  beforeAll(async () => {
    database = Database.at(url);
    await database.migrate();
    [one, other] = [new SqlOAuthProxyStore(database, () => now), new SqlOAuthProxyStore(database, () => now)];
  });
  afterAll(() => database.destroy());

  it('are seen by every replica until they expire', async () => {
    await one.set('step-up:t:o', '{"a":1}', now + 1000);
    expect(await other.get('step-up:t:o')).toBe('{"a":1}');
    now += 1000;
    expect(await other.get('step-up:t:o')).toBeUndefined();
  });

  it('are added once, whichever replica comes first', async () => {
    const added = await Promise.all(
      [one, other, one, other].map((store) => store.add('jti:x', '1', now + 1000)),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  it('may be added again when the first has expired', async () => {
    await one.add('jti:y', '1', now + 1000);
    now += 1000;
    expect(await other.add('jti:y', '1', now + 1000)).toBe(true);
  });

  it('are overwritten by set, and gone after remove', async () => {
    await one.set('k', 'a', now + 1000);
    await other.set('k', 'b', now + 2000);
    expect(await one.get('k')).toBe('b');
    await one.remove('k');
    expect(await other.get('k')).toBeUndefined();
  });

  it('leave nothing behind that has expired', async () => {
    await one.set('old', 'a', now + 10);
    now += 100_000;
    await one.set('new', 'a', now + 10);
    const rows = await database.selectFrom('oauth_proxy_entries').select('key').execute();
    expect(rows.map(({ key }) => key)).toEqual(['new']);
  });
});
