import { aadsts, FakeAuthority, claimsOf } from '../test/fake-authority.js';
import { caller, SEARCH } from '../test/jwt.js';
import { failure, oboAt } from '../test/setup.js';

const AI = 'https://ai.azure.com';

describe('throttling', () => {
  let authority: FakeAuthority;
  let nowMs: number;
  const now = (): number => nowMs;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
    nowMs = Date.now();
  });
  afterEach(() => authority.stop());

  /** The authority turns Ada away and serves everybody else. */
  function turnAdaAway(status: number, headers: Record<string, string>): void {
    authority.script = ({ form }) =>
      claimsOf(form['assertion'] ?? '')['oid'] === 'oid-ada'
        ? { ...aadsts(90055, 'temporarily_unavailable', {}, status), headers }
        : undefined;
  }

  it.each([429, 503])('keeps a user away for the Retry-After of a %i, and nobody else', async (status) => {
    turnAdaAway(status, { 'retry-after': '30' });
    const { exchanger } = oboAt(authority.origin, { now });
    const first = await failure(exchanger.exchange(caller('ada'), { resource: SEARCH }));
    expect(first).toMatchObject({ code: 'authority_unavailable', status: 503, retryAfterSeconds: 30 });
    nowMs += 29_500;
    const waiting = await failure(exchanger.exchange(caller('ada'), { resource: AI }));
    expect(waiting).toMatchObject({ code: 'authority_unavailable', retryAfterSeconds: 1 });
    expect(authority.requests).toHaveLength(1);
    expect((await exchanger.exchange(caller('ben'), { resource: SEARCH })).fromCache).toBe(false);
    nowMs += 500;
    authority.script = () => undefined;
    expect((await exchanger.exchange(caller('ada'), { resource: SEARCH })).fromCache).toBe(false);
  });

  it('serves a user what is cached while the authority keeps that user away', async () => {
    const { exchanger } = oboAt(authority.origin, { now });
    await exchanger.exchange(caller('ada'), { resource: SEARCH });
    turnAdaAway(429, { 'retry-after': '60' });
    await failure(exchanger.exchange(caller('ada'), { resource: AI }));
    expect((await exchanger.exchange(caller('ada'), { resource: SEARCH })).fromCache).toBe(true);
  });

  it('understands a Retry-After that is a date, and believes no more than an hour', async () => {
    turnAdaAway(503, { 'retry-after': new Date(Date.now() + 86_400_000).toUTCString() });
    const thrown = await failure(
      oboAt(authority.origin).exchanger.exchange(caller('ada'), { resource: SEARCH }),
    );
    expect(thrown['retryAfterSeconds']).toBe(3600);
  });

  it('asks again at once where the authority named no time, until a user has failed three times', async () => {
    turnAdaAway(503, {});
    const { exchanger } = oboAt(authority.origin, { now });
    const calls: number[] = [];
    for (let call = 0; call < 4; call += 1) {
      await failure(exchanger.exchange(caller('ada'), { resource: SEARCH }));
      calls.push(authority.requests.length);
    }
    expect(calls).toEqual([3, 6, 9, 9]);
    expect((await exchanger.exchange(caller('ben'), { resource: SEARCH })).fromCache).toBe(false);
    nowMs += 10_000;
    authority.script = () => undefined;
    expect((await exchanger.exchange(caller('ada'), { resource: SEARCH })).fromCache).toBe(false);
  });

  it('spreads retries by jitter', async () => {
    turnAdaAway(500, {});
    const pauses: number[] = [];
    const sleep = (ms: number): Promise<void> => {
      pauses.push(ms);
      return Promise.resolve();
    };
    const { exchanger } = oboAt(authority.origin, { sleep, random: () => 0.25 });
    await failure(exchanger.exchange(caller('ada'), { resource: SEARCH }));
    expect(pauses).toEqual([150, 600]);
  });
});
