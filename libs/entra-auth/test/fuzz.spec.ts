import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AuthError, RequestAuthenticator, type Caller } from '../src/index.js';
import { SHAPE_CASES } from './cases/shape.cases.js';
import { TIME_CASES } from './cases/time.cases.js';
import { mutations } from './mutations.js';
import { mayEnter } from './oracle.js';
import { setStage, type Stage } from './stage.js';

/** How many inputs; `FUZZ_RUNS` makes the run longer. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 100_000);
const PATIENCE = 600_000 + RUNS * 10;
/** No input may take longer than this, in milliseconds. */
const LIMIT_MS = 50;

describe('fuzzing the gate', () => {
  let stage: Stage;
  let requests: RequestAuthenticator;
  beforeAll(async () => {
    stage = await setStage();
    requests = stage.apps.default.nest.get(RequestAuthenticator);
  });
  afterAll(() => stage.close());

  /** The caller, or `undefined` for a refusal; anything but an AuthError is a fault of ours. */
  async function enter(authorization: string): Promise<Caller | undefined> {
    try {
      return await requests.authenticate({ headers: { authorization } });
    } catch (error) {
      if (error instanceof AuthError) return undefined;
      throw error;
    }
  }

  /** As above; an input that was slow thrice in a row is slow, once is the machine. */
  async function enterInTime(authorization: string): Promise<Caller | undefined> {
    let caller: Caller | undefined;
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now();
      caller = await enter(authorization);
      if (performance.now() - start < LIMIT_MS) return caller;
    }
    throw new Error(`over ${LIMIT_MS} ms: ${authorization.slice(0, 200)}`);
  }

  /** A good token enters as it is; changed by a single character, it does not. */
  function pool(): { readonly good: readonly string[]; readonly all: readonly string[] } {
    const { forge } = stage;
    const good = [forge.v2(), forge.v1(), forge.v2({ aud: ['a0000000-0000-4000-8a00-0000000000a1'] })];
    good.push(forge.v2({ roles: ['Reader'], xms_cc: ['cp1'] }), forge.v2({}, { typ: 'at+jwt', x5t: 'abc' }));
    const bad = [...SHAPE_CASES, ...TIME_CASES].filter((entry) => entry.outcome !== 'accepted');
    return { good, all: [...good, ...bad.map((entry) => entry.make(forge))] };
  }

  const settings = (share: number, seed?: number) => ({
    numRuns: Math.ceil(RUNS * share),
    ...(seed === undefined ? {} : { seed }),
  });

  it.each([
    ['a fixed seed', 20_261_123],
    ['a new seed', undefined],
  ])(
    'lets nothing in but the good tokens, letter by letter (%s)',
    async (_name, seed) => {
      const { good, all } = pool();
      const accepted = new Set(good);
      const scheme = fc.constantFrom('Bearer ', 'bearer ', 'BEARER   ', 'Bearer', 'Bearer\t', 'Basic ', '');
      const input = fc.record({
        scheme: fc.oneof({ weight: 20, arbitrary: fc.constant('Bearer ') }, { weight: 1, arbitrary: scheme }),
        base: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...good) }, fc.constantFrom(...all)),
        changes: fc.array(mutations(all), { maxLength: 3 }),
      });
      let entered = 0;
      const property = fc.asyncProperty(input, async ({ scheme: prefix, base, changes }) => {
        const token = changes.reduce((text, change) => change(text), base);
        const caller = await enterInTime(prefix + token);
        const isGood = /^bearer +$/i.test(prefix) && accepted.has(token.replace(/^ +/, ''));
        entered += Number(isGood);
        return (caller !== undefined) === isGood;
      });
      await fc.assert(property, settings(0.48, seed));
      expect(entered).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it(
    'agrees with a naive second reading of the policy about well-signed claims of any value',
    async () => {
      const { forge } = stage;
      const claim = fc.constantFrom(
        ...Object.keys(forge.claims()),
        'roles',
        'idtyp',
        'acct',
        'nonce',
        'appid',
      );
      const number = fc.integer({ min: -200_000, max: 200_000 }).map((delta) => forge.now + delta);
      const text = fc.constantFrom(
        'access_as_user',
        'a access_as_user',
        '',
        ' ',
        '1.0',
        '2.0',
        'app',
        'user',
      );
      const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), number, text, fc.constant(undefined));
      const changed = fc.dictionary(claim, value, { minKeys: 1, maxKeys: 2 });
      const property = fc.asyncProperty(changed, async (changes) => {
        const token = forge.v2(changes);
        const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        const caller = await enterInTime(`Bearer ${token}`);
        return (caller !== undefined) === mayEnter(payload as Record<string, unknown>, stage);
      });
      await fc.assert(property, settings(0.04));
      expect(RUNS).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});
