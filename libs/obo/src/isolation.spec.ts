import fc from 'fast-check';
import { aadsts, claimsOf, discoveryDocument, tokenAnswer } from '../test/fake-authority.js';
import { CLIENT, jwt, OTHER_TENANT, TENANT } from '../test/jwt.js';
import { oboAt } from '../test/setup.js';
import { type ExchangedToken, OboError, type UserAssertion } from './index.js';

const ORIGIN = 'https://authority.example';
const RESOURCES = Array.from({ length: 5 }, (_, n) => `https://resource-${String(n)}.example`);
const CLAIMS = [undefined, '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'];
const OPERATIONS = 50_000;
const RUNS = 2;

/** Numbers from 0 to 1 that one seed fixes (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A world of 200 people in two tenants, each with three sessions, and an authority that is slow and moody. */
class World {
  nowMs = 1_795_000_000_000;
  mints = 0;
  readonly #people = new Map<string, UserAssertion>();

  constructor(readonly random: () => number) {}

  pick = (below: number): number => Math.floor(this.random() * below);
  /** Low numbers often, high ones seldom. */
  rather = (below: number): number => Math.floor(this.random() ** 4 * below);

  /** Few people call often, many seldom; a session gets a new token now and then, as browsers do. */
  person(): UserAssertion {
    const number = this.rather(200);
    const age = Math.floor(this.nowMs / 3_600_000);
    const name = `${String(number)}/${String(this.rather(3))}/${String(age)}`;
    const tid = number % 2 === 0 ? TENANT : OTHER_TENANT;
    const known = this.#people.get(name);
    if (known !== undefined) return known;
    const claims = {
      aud: CLIENT,
      tid,
      oid: `oid-${String(number)}`,
      session: name,
      exp: this.nowMs / 1000 + 5400,
    };
    const user = { token: jwt(claims), tid, oid: claims.oid, appOnly: false };
    this.#people.set(name, user);
    return user;
  }

  fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const tenant = new URL(url).pathname.split('/')[1] ?? '';
    if (init.method !== 'POST') return Response.json(discoveryDocument(ORIGIN, tenant));
    this.mints += 1;
    const turns = this.pick(4);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const mood = this.random();
    if (mood < 0.02) throw new TypeError('fetch failed');
    if (mood < 0.04) return Response.json({}, { status: 503, headers: { 'retry-after': '7' } });
    if (mood < 0.06) return Response.json(aadsts(50013, 'invalid_grant').body, { status: 400 });
    const form = Object.fromEntries(new URLSearchParams(String(init.body)));
    const answer = tokenAnswer(ORIGIN, { tenant, form }, 3600, this.nowMs) as { access_token: string };
    const { session } = claimsOf(form['assertion'] ?? '');
    const stepped = (form['claims'] ?? '').includes('acrs');
    return Response.json({
      ...answer,
      access_token: jwt({ ...claimsOf(answer.access_token), session, stepped }),
    });
  };
}

/** What is wrong with a token for this request, or nothing. */
function faultsOf(
  token: ExchangedToken,
  asked: { user: UserAssertion; resource: string; claims?: string },
  nowMs: number,
): string[] {
  const { claims } = token;
  const checks: Readonly<Record<string, boolean>> = {
    oid: claims['oid'] === asked.user.oid,
    tid: claims['tid'] === asked.user.tid,
    session: claims['session'] === claimsOf(asked.user.token)['session'],
    audience: token.audience === asked.resource && claims['aud'] === asked.resource,
    claims: claims['stepped'] === (asked.claims !== undefined),
    life: token.expiresAt - nowMs / 1000 >= 300,
  };
  return Object.keys(checks).filter((name) => checks[name] !== true);
}

describe('isolation of users', () => {
  it(`holds for ${String(OPERATIONS * RUNS)} random operations of 200 users, whatever the authority does`, async () => {
    let [served, hits, refused] = [0, 0, 0];
    const simulate = async (seed: number): Promise<void> => {
      const world = new World(randomFrom(seed));
      const { fetch, random } = world;
      const options = {
        fetch,
        random,
        now: () => world.nowMs,
        allowedResources: RESOURCES,
        maxCachedTokens: 1500,
      };
      const { exchanger } = oboAt(ORIGIN, options);
      const operation = async (): Promise<void> => {
        const claims = CLAIMS[world.random() < 0.1 ? 1 : 0];
        const asked = {
          user: world.person(),
          resource: RESOURCES[world.rather(5)] ?? '',
          ...(claims ? { claims } : {}),
        };
        const leaver = new AbortController();
        const exchange = exchanger.exchange(asked.user, { ...asked, signal: leaver.signal });
        if (world.random() < 0.02) setImmediate(() => leaver.abort());
        try {
          const token = await exchange;
          const faults = faultsOf(token, asked, world.nowMs);
          if (faults.length > 0) throw new Error(`not the token of the caller: ${faults.join(', ')}`);
          served += 1;
          if (token.fromCache) hits += 1;
        } catch (error) {
          if (!(error instanceof OboError) && !leaver.signal.aborted) throw error;
          refused += 1;
        }
      };
      for (let done = 0; done < OPERATIONS; done += 50) {
        await Promise.all(Array.from({ length: 50 }, operation));
        world.nowMs += world.pick(5_000);
      }
    };
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0 }), simulate), {
      numRuns: RUNS,
      endOnFailure: true,
    });
    expect(served + refused).toBe(OPERATIONS * RUNS);
    expect(hits).toBeGreaterThan(served / 2);
    expect(refused).toBeGreaterThan(100);
  }, 120_000);
});
