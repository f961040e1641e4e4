import { FakeAuthority, tokenAnswer } from '../../test/fake-authority.js';
import { caller, SEARCH } from '../../test/jwt.js';
import { failure, oboAt } from '../../test/setup.js';
import type { OboOptions } from '../index.js';

describe('the cache of the exchange', () => {
  let authority: FakeAuthority;
  let nowMs: number;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    nowMs = Date.now();
    authority.script = (arrived) => ({
      status: 200,
      body: tokenAnswer(authority.origin, arrived, authority.lifetime, nowMs),
    });
  });
  afterEach(() => authority.stop());

  const obo = (more: Partial<OboOptions> = {}): ReturnType<typeof oboAt> =>
    oboAt(authority.origin, { now: () => nowMs, ...more });
  const expiresIn = (seconds: number): number => Math.floor(nowMs / 1000) + seconds;
  /** Lets work that nobody waits for reach its end. */
  const settled = async (): Promise<void> => {
    const before = authority.requests.length;
    while (authority.requests.length === before) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  it('serves nothing in the last five minutes of its life', async () => {
    const { exchanger } = obo({ refreshAheadSeconds: 0 });
    const user = caller('ada', { exp: expiresIn(80_000) });
    await exchanger.exchange(user, { resource: SEARCH });
    nowMs += 3_299_000;
    expect((await exchanger.exchange(user, { resource: SEARCH })).fromCache).toBe(true);
    nowMs += 2000;
    expect((await exchanger.exchange(user, { resource: SEARCH })).fromCache).toBe(false);
  });

  it('serves nothing beyond the end of the assertion itself', async () => {
    const { exchanger } = obo();
    const user = caller('ada', { exp: expiresIn(600) });
    await exchanger.exchange(user, { resource: SEARCH });
    nowMs += 590_000;
    expect((await exchanger.exchange(user, { resource: SEARCH })).fromCache).toBe(true);
    nowMs += 11_000;
    await exchanger.exchange(user, { resource: SEARCH });
    expect(authority.requests).toHaveLength(2);
  });

  it('does not keep a token that is too short-lived to be served again', async () => {
    authority.lifetime = 200;
    const { exchanger } = obo();
    await exchanger.exchange(caller(), { resource: SEARCH });
    expect((await exchanger.exchange(caller(), { resource: SEARCH })).fromCache).toBe(false);
  });

  it('refreshes ahead of time, once, while hits go on being served', async () => {
    const { exchanger } = obo();
    const user = caller('ada', { exp: expiresIn(80_000) });
    const first = await exchanger.exchange(user, { resource: SEARCH });
    nowMs += 3_100_000;
    const hits = await Promise.all(
      Array.from({ length: 50 }, () => exchanger.exchange(user, { resource: SEARCH })),
    );
    expect(new Set(hits.map(({ claims }) => claims['serial']))).toEqual(new Set([first.claims['serial']]));
    await settled();
    const after = await exchanger.exchange(user, { resource: SEARCH });
    expect(after.fromCache).toBe(true);
    expect(after.claims['serial']).not.toBe(first.claims['serial']);
    expect(authority.requests).toHaveLength(2);
  });

  it('goes on serving when a refresh ahead of time fails, and waits before the next', async () => {
    const { exchanger } = obo();
    const user = caller('ada', { exp: expiresIn(80_000) });
    await exchanger.exchange(user, { resource: SEARCH });
    nowMs += 3_100_000;
    authority.script = () => ({ status: 400, body: { error: 'invalid_grant' } });
    await exchanger.exchange(user, { resource: SEARCH });
    await settled();
    expect((await exchanger.exchange(user, { resource: SEARCH })).fromCache).toBe(true);
    expect(authority.requests).toHaveLength(2);
  });

  it('keeps no more than its bound, the least recently used going first', async () => {
    const { exchanger } = obo({ maxCachedTokens: 2 });
    const ask = (name: string): Promise<boolean> =>
      exchanger.exchange(caller(name), { resource: SEARCH }).then(({ fromCache }) => fromCache);
    await ask('ada');
    await ask('ben');
    expect(await ask('ada')).toBe(true);
    await ask('carla');
    expect({ ada: await ask('ada'), ben: await ask('ben') }).toEqual({ ada: true, ben: false });
  });

  it('makes one request for a thousand concurrent callers, whether it succeeds or fails', async () => {
    const { exchanger } = obo();
    const crowd = (): Promise<PromiseSettledResult<unknown>[]> =>
      Promise.allSettled(
        Array.from({ length: 1000 }, () => exchanger.exchange(caller(), { resource: SEARCH })),
      );
    const good = authority.script;
    authority.script = () => ({ status: 400, body: { error: 'invalid_grant' } });
    expect((await crowd()).every(({ status }) => status === 'rejected')).toBe(true);
    expect(authority.requests).toHaveLength(1);
    authority.script = good;
    expect((await crowd()).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(authority.requests).toHaveLength(2);
  });

  it('lets an impatient caller go and serves the others', async () => {
    const gate = Promise.withResolvers<undefined>();
    authority.script = () => gate.promise;
    const { exchanger } = obo();
    const impatient = new AbortController();
    const left = failure(exchanger.exchange(caller(), { resource: SEARCH, signal: impatient.signal }));
    const stayed = exchanger.exchange(caller(), { resource: SEARCH });
    impatient.abort(new DOMException('gone', 'AbortError'));
    expect((await left)['name']).toBe('AbortError');
    gate.resolve(undefined);
    expect((await stayed).fromCache).toBe(false);
    expect(authority.requests).toHaveLength(1);
  });
});
