/** The OAuth proxy: CPU of its steps, memory over many sign-ins, and a flood of registrations beside MCP calls. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as NestCore from '@nestjs/core';
import type * as NestFastify from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type * as Proxy from '#libs/oauth-proxy';
import type { BenchRow, BenchSuite } from '../suite.ts';
import { flood } from './oauth-proxy/flood.ts';
import { Flow } from './oauth-proxy/flow.ts';

const LIBRARY = new URL('../../dist/node/libs/oauth-proxy/src/index.js', import.meta.url).href;
const TENANT = '10000000-c047-4050-8a00-000000000001';
const CLIENT = 'a0000000-0000-4000-8a00-0000000000a1';
const ISSUER = 'http://localhost:42300';
const CALLS = Number(process.env['BENCH_CALLS'] ?? '2000');
const FLOWS = Number(process.env['BENCH_FLOWS'] ?? '100000');

export const suite: BenchSuite = {
  name: 'oauth-proxy',
  async run() {
    const { child, port } = await startEntra();
    const app = await startProxy(port);
    try {
      const flow = new Flow(app);
      await flow.register();
      const rows = [...(await steps(flow, port)), await memory(flow)];
      return [...rows, ...(await flood())];
    } finally {
      await app.close();
      child.kill();
    }
  },
};

async function steps(flow: Flow, port: number): Promise<readonly BenchRow[]> {
  const codes: string[] = [];
  for (let at = 0; at < CALLS * 2; at += 1) codes.push(await flow.code());
  const page = await cpuOf(() => flow.authorize());
  const metadata = await cpuOf(() => flow.metadata());
  const token = await cpuOf(() => flow.redeem(codes.pop() ?? ''));
  const bare = await cpuOf(() => bareToken(port));
  const row = (metric: string, value: number, target: number): BenchRow => ({
    suite: 'oauth-proxy',
    subject: 'libs/oauth-proxy',
    metric,
    value,
    unit: 'µs CPU',
    target: `< ${String(target)} µs`,
    pass: value < target,
  });
  return [
    row('consent page', page, 1000),
    row('token exchange, beyond the request to Entra', token - bare, 1000),
    row('metadata document', metadata, 100),
  ];
}

/** CPU of one call in microseconds, all threads, after a warm-up of as many calls. */
async function cpuOf(call: () => Promise<unknown>): Promise<number> {
  for (let at = 0; at < CALLS / 2; at += 1) await call();
  const before = process.cpuUsage();
  for (let at = 0; at < CALLS; at += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

/** What any client of Entra pays: one request to the token endpoint, answer parsed. */
async function bareToken(port: number): Promise<void> {
  const url = `http://127.0.0.1:${String(port)}/${TENANT}/oauth2/v2.0/token`;
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'C'.repeat(1000) });
  await (await fetch(url, { method: 'POST', body })).json();
}

/** Memory after all sign-ins against memory after the first quarter. */
async function memory(flow: Flow): Promise<BenchRow> {
  const signIns = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) await flow.redeem(await flow.code());
  };
  await signIns(FLOWS / 4);
  const early = process.memoryUsage.rss();
  await signIns((FLOWS * 3) / 4);
  const growth = process.memoryUsage.rss() / early;
  return {
    suite: 'oauth-proxy',
    subject: 'libs/oauth-proxy',
    metric: `memory over ${FLOWS.toLocaleString('en')} sign-ins`,
    value: process.memoryUsage.rss() / 2 ** 20,
    unit: 'MiB',
    ratio: growth,
    target: '<= 1.2x of a quarter of them',
    pass: growth <= 1.2,
  };
}

/** The built library and the Nest it was built against: the peers of the benchmarks have one of their own. */
async function product<T>(specifier: string): Promise<T> {
  const require = createRequire(new URL('../../package.json', import.meta.url));
  return (await import(pathToFileURL(require.resolve(specifier)).href)) as T;
}

async function startProxy(port: number): Promise<NestFastifyApplication> {
  await product('reflect-metadata');
  const { NestFactory } = await product<typeof NestCore>('@nestjs/core');
  const { FastifyAdapter } = await product<typeof NestFastify>('@nestjs/platform-fastify');
  const { OAuthProxyModule } = (await import(LIBRARY)) as typeof Proxy;
  const module = OAuthProxyModule.forRoot({
    issuer: ISSUER,
    resource: `${ISSUER}/mcp`,
    name: 'Bench',
    authorityHost: `http://127.0.0.1:${String(port)}`,
    tenantId: TENANT,
    clientId: CLIENT,
    clientAuthentication: () => Promise.resolve({ clientSecret: 'a-secret' }),
    api: { appId: CLIENT, appIdUri: `api://${CLIENT}`, requiredScope: 'access_as_user' },
    keys: [randomBytes(32)],
    registrationsPerMinute: 0,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
  });
  await app.init();
  return app;
}

function startEntra(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const script = new URL('./oauth-proxy/servers/entra.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { ...process.env, BENCH_TENANT: TENANT, BENCH_CLIENT: CLIENT },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve({ child, port: Number(line.toString()) }));
  });
}
