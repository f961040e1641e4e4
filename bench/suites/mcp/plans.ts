/** Who is measured, and how each is started. */
import { type BenchAuthority, API, TENANT } from '../auth/authority.ts';
import type { Era } from './requests.ts';
import type { SubjectPlan } from './subject.ts';

/** A subject together with the call that it gets. */
export interface Plan extends SubjectPlan {
  readonly era: Era;
  readonly tool: string;
  readonly expected: RegExp;
}

export const FLOOR = 'node:http + jose';
export const PRODUCT = 'torii, as shipped';
export const PEERS = ['fastmcp, sessions', 'mcp-nest', 'SDK v2 alone'] as const;

/** All plans for a number of tools. The product itself has nine, and is measured once. */
export function plans(authority: BenchAuthority, tools: number): readonly Plan[] {
  const env = {
    BENCH_TOOLS: String(tools),
    BENCH_AUTHORITY: authority.host,
    BENCH_ISSUER: authority.issuer,
    BENCH_AUDIENCE: API,
    BENCH_TENANT: TENANT,
    BENCH_JWK: JSON.stringify(authority.jwk),
  };
  const plan = (name: string, script: string, era: Era, more: Record<string, string> = {}): Plan => ({
    name,
    script: new URL(`./servers/${script}`, import.meta.url).pathname,
    env: { ...env, ...more },
    era,
    tool: 'ping',
    expected: /pong hi/,
  });
  return [
    plan(FLOOR, 'floor.ts', 'modern'),
    plan('torii modules', 'torii.ts', 'modern'),
    plan('torii modules, 2025 client', 'torii.ts', 'legacy'),
    plan('torii modules, cache off', 'torii.ts', 'modern', { BENCH_CACHE: 'off' }),
    plan(PEERS[0], 'fastmcp.ts', 'session'),
    plan(PEERS[1], 'mcp-nest.ts', 'legacy'),
    plan(PEERS[2], 'sdk.ts', 'modern'),
  ];
}

/** The built product: its guards, security headers, audit log and nine tools. Only its rate limit is off. */
export function product(authority: BenchAuthority, port: number, database: string): Plan {
  return {
    name: PRODUCT,
    script: new URL('../../../dist/node/server/src/main.js', import.meta.url).pathname,
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TENANT_ID: TENANT,
      API_APP_ID: API,
      SPA_CLIENT_ID: 'b0000000-0000-4000-8a00-0000000000b2',
      ENTRA_AUTHORITY_HOST: authority.host,
      DATABASE_URL: `sqlite:${database}`,
      RATE_LIMIT_PER_MINUTE: '0',
    },
    era: 'modern',
    tool: 'secure_ping',
    expected: /pong: your access token was validated/,
  };
}
