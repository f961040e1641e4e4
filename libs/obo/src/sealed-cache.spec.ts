import { randomBytes } from 'node:crypto';
import { FakeAuthority } from '../test/fake-authority.js';
import { caller, SEARCH } from '../test/jwt.js';
import { oboAt } from '../test/setup.js';
import type { SealingKey, SharedTokenStore } from './index.js';

class MemoryStore implements SharedTokenStore {
  readonly records = new Map<string, string>();
  broken = false;

  async get(key: string): Promise<string | undefined> {
    if (this.broken) throw new Error('the store is down');
    return Promise.resolve(this.records.get(key));
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    if (this.broken) throw new Error('the store is down');
    if (ttlSeconds > 0) this.records.set(key, value);
    else this.records.delete(key);
    return Promise.resolve();
  }
}

const ring = (id: string): SealingKey => ({ id, key: randomBytes(32) });

describe('the shared second level', () => {
  let authority: FakeAuthority;
  let store: MemoryStore;
  const [one, two] = [ring('one'), ring('two')];

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    store = new MemoryStore();
  });
  afterEach(() => authority.stop());

  /** One call at a replica that has nothing in its own memory. */
  const replica = async (
    name: string,
    keys: readonly SealingKey[] = [one],
  ): Promise<{ fromCache: boolean; oid: unknown }> => {
    const { exchanger } = oboAt(authority.origin, { sharedCache: { store, keys } });
    const { fromCache, claims } = await exchanger.exchange(caller(name), { resource: SEARCH });
    await new Promise((resolve) => setImmediate(resolve));
    return { fromCache, oid: claims['oid'] };
  };

  it('lets one replica serve what another has exchanged', async () => {
    expect(await replica('ada')).toEqual({ fromCache: false, oid: 'oid-ada' });
    expect(await replica('ada')).toEqual({ fromCache: true, oid: 'oid-ada' });
    expect(await replica('ben')).toEqual({ fromCache: false, oid: 'oid-ben' });
  });

  it('shows the store neither token nor name', async () => {
    await replica('ada');
    const dump = JSON.stringify([...store.records]);
    expect(store.records.size).toBe(1);
    expect(dump).not.toMatch(/eyJ|oid-ada|contoso|search\.azure/);
    const plain = [...store.records.values()]
      .flatMap((record) => record.split('.'))
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(plain.join('\n')).not.toMatch(/oid-ada|search\.azure|accessToken/);
  });

  it('reads records of an old key while a new one seals, and none of a key that is gone', async () => {
    await replica('ada', [one]);
    expect((await replica('ada', [two, one])).fromCache).toBe(true);
    expect((await replica('ada', [two])).fromCache).toBe(false);
  });

  it.each([0, 1, 2, 3])('takes a record that was altered in part %i for missing', async (part) => {
    await replica('ada');
    for (const [key, value] of store.records) {
      const parts = value.split('.');
      const text = parts[part] ?? '';
      parts[part] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
      store.records.set(key, parts.join('.'));
    }
    expect(await replica('ada')).toEqual({ fromCache: false, oid: 'oid-ada' });
  });

  it('takes a record that was moved to the place of another user for missing', async () => {
    await replica('ada');
    await replica('ben');
    const [[adaKey, adaValue] = ['', ''], [benKey, benValue] = ['', '']] = store.records;
    store.records.set(adaKey, benValue).set(benKey, adaValue);
    expect(await replica('ada')).toEqual({ fromCache: false, oid: 'oid-ada' });
    expect(await replica('ben')).toEqual({ fromCache: false, oid: 'oid-ben' });
  });

  it('takes a record that was moved to another resource of the same user for missing', async () => {
    const ask = async (resource: string): Promise<[boolean, string]> => {
      const { exchanger } = oboAt(authority.origin, { sharedCache: { store, keys: [one] } });
      const { fromCache, audience } = await exchanger.exchange(caller('ada'), { resource });
      return [fromCache, audience];
    };
    const resources = [SEARCH, 'https://ai.azure.com'];
    for (const resource of resources) await ask(resource);
    const [[firstKey, firstValue] = ['', ''], [otherKey, otherValue] = ['', '']] = store.records;
    store.records.set(firstKey, otherValue).set(otherKey, firstValue);
    for (const resource of resources) expect(await ask(resource)).toEqual([false, resource]);
  });

  it('goes on without a store that fails or does not answer', async () => {
    store.broken = true;
    expect((await replica('ada')).fromCache).toBe(false);
    const silent: SharedTokenStore = {
      get: () => new Promise(() => undefined),
      set: () => new Promise(() => undefined),
    };
    const { exchanger } = oboAt(authority.origin, {
      sharedCache: { store: silent, keys: [one], timeoutMs: 10 },
    });
    expect((await exchanger.exchange(caller('ben'), { resource: SEARCH })).fromCache).toBe(false);
  });

  it('refuses keys that are not of 32 bytes at start', () => {
    const keys = [{ id: 'short', key: randomBytes(16) }];
    expect(() => oboAt(authority.origin, { sharedCache: { store, keys } })).toThrow(TypeError);
    expect(() => oboAt(authority.origin, { sharedCache: { store, keys: [] } })).toThrow(TypeError);
  });
});
