/** The token gate beside its peers: a fresh token, a token seen before, and a flood of unknown key ids. */
import { startAuthority, type BenchAuthority } from './auth/authority.ts';
import { ours, passportAzureAdBearer, passportJwtWithJwksRsa, plainJose } from './auth/engines.ts';
import { flood, type FloodResult } from './auth/flood.ts';
import { measure, median } from './auth/measure.ts';
import type { BenchRow, BenchSuite } from '../suite.ts';

const FLOOR = 'jose.jwtVerify';
const US = 'entra-auth';
const TOKENS = 200;
const FLOOD = { perSecond: 10_000, durationMs: 1_500, rounds: 7 };

export const suite: BenchSuite = {
  name: 'auth',
  async run() {
    const authority = await startAuthority();
    try {
      return [...(await fresh(authority)), ...(await seen(authority)), ...(await unknownKids(authority))];
    } finally {
      await authority.close();
    }
  },
};

async function fresh(authority: BenchAuthority): Promise<readonly BenchRow[]> {
  const { validator, close } = await ours(authority, false);
  const engines = {
    [FLOOR]: plainJose(authority),
    [US]: (token: string) => validator.authenticate(token),
    'passport-jwt + jwks-rsa': passportJwtWithJwksRsa(authority),
    'passport-azure-ad': await passportAzureAdBearer(authority),
  };
  const costs = await measure(engines, await authority.tokens(TOKENS), 25);
  close();
  const floor = costs[FLOOR] ?? { cpu: Number.NaN, wall: Number.NaN };
  return Object.entries(costs).flatMap(([subject, cost]) =>
    (['cpu', 'wall'] as const).map((kind): BenchRow => {
      const ratio = cost[kind] / floor[kind];
      const row = {
        suite: 'auth',
        subject,
        metric: `fresh token, ${kind}`,
        value: cost[kind],
        unit: 'µs',
        ratio,
      };
      return subject === US ? { ...row, target: '<= 1.25x of jose.jwtVerify', pass: ratio <= 1.25 } : row;
    }),
  );
}

async function seen(authority: BenchAuthority): Promise<readonly BenchRow[]> {
  const { validator, gate, close } = await ours(authority, true);
  const tokens = await authority.tokens(TOKENS);
  // A request as a browser sends it: the gate reads the raw header list, too.
  const others = Array.from({ length: 14 }, (_, index) => [`x-header-${index}`, 'value']).flat();
  const engines = {
    'validator alone': (token: string) => validator.authenticate(token),
    'whole gate': (token: string) => {
      const authorization = `Bearer ${token}`;
      const rawHeaders = [...others, 'authorization', authorization];
      return gate.authenticate({ headers: { authorization }, rawHeaders, url: '/api/me' });
    },
  };
  const costs = await measure(engines, tokens, 25, 50);
  close();
  return Object.entries(costs).map(([metric, { cpu }]) => ({
    suite: 'auth',
    subject: US,
    metric: `seen token, ${metric}, cpu`,
    value: cpu,
    unit: 'µs',
    target: '< 5 µs',
    pass: cpu < 5,
  }));
}

async function unknownKids(authority: BenchAuthority): Promise<readonly BenchRow[]> {
  const { gate, close } = await ours(authority, true);
  const good = await authority.tokens(TOKENS);
  const [pattern = ''] = await authority.tokens(1);
  const hostile = Array.from({ length: 5_000 }, (_, id) => withKid(pattern, `unknown-${id}`));
  const before = authority.keyRequests();
  const quiet: FloodResult[] = [];
  const flooded: FloodResult[] = [];
  for (let round = 0; round <= FLOOD.rounds; round += 1) {
    const calm = await flood(gate, good, hostile, 0, FLOOD.durationMs);
    const storm = await flood(gate, good, hostile, FLOOD.perSecond, FLOOD.durationMs);
    if (round > 0) [quiet, flooded].forEach((list, kind) => list.push(kind === 0 ? calm : storm));
  }
  close();
  const [calm, storm] = [quiet, flooded].map((list) => median(list.map((result) => result.p99)));
  // Each storm against the calm just before it: what else the machine does hits both.
  const ratio = median(flooded.map((result, round) => result.p99 / (quiet[round]?.p99 ?? Number.NaN)));
  const row = { suite: 'auth', subject: US };
  const fetched = authority.keyRequests() - before;
  const failures = flooded.reduce((sum, result) => sum + result.failures, 0);
  const rate = median(flooded.map((result) => result.hostilePerSecond));
  return [
    { ...row, metric: 'valid caller p99, quiet', value: calm ?? Number.NaN, unit: 'ms' },
    {
      ...row,
      metric: `valid caller p99, ${rate} unknown kids/s`,
      value: storm ?? Number.NaN,
      unit: 'ms',
      ratio,
      target: '<= 2x of quiet',
      pass: ratio <= 2 && rate >= 0.95 * FLOOD.perSecond,
    },
    {
      ...row,
      metric: 'valid callers refused in the flood',
      value: failures,
      unit: '',
      target: '0',
      pass: failures === 0,
    },
    {
      ...row,
      metric: 'key fetches in the flood',
      value: fetched,
      unit: '',
      target: '<= 1',
      pass: fetched <= 1,
    },
  ];
}

/** The same token under another key id; it is refused before its signature matters. */
function withKid(token: string, kid: string): string {
  const header = Buffer.from(JSON.stringify({ typ: 'JWT', alg: 'RS256', kid })).toString('base64url');
  return header + token.slice(token.indexOf('.'));
}
