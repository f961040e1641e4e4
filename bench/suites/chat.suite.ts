/**
 * The chat: what a run costs to start, a token costs to pass on, a stream costs to hold; how long a crowd waits for its
 * first words. Beside it the floor (a bare relay that keeps the same log), and another build where BASELINE_DIR names
 * a built checkout; all in one run, round by round.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { startAuthority, type BenchAuthority } from './auth/authority.ts';
import { percentile } from './chat/listener.ts';
import { writeLongThread } from './chat/long-thread.ts';
import { crowd, type Figures, memory, quiet, type Round, starts } from './chat/measures.ts';
import { PacedModel } from './chat/paced-model.ts';
import { promises } from './chat/promises.ts';
import { ChatServer, leaveTheFirstCore, type ServerPlan } from './chat/server.ts';
import { product } from './mcp/plans.ts';
import type { BenchRow, BenchSuite } from '../suite.ts';

const PORT = 42_300;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? '3');
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '8');
const CROWDS = (process.env['BENCH_STREAMS'] ?? '100,500,1000').split(',').map(Number);
const BASELINE = process.env['BASELINE_DIR'];
const MESSAGES = 10_000;

export const suite: BenchSuite = {
  name: 'chat',
  async run() {
    leaveTheFirstCore();
    const authority = await startAuthority();
    const model = new PacedModel();
    const endpoint = await model.start();
    try {
      const tokens = await authority.tokens(Math.max(...CROWDS));
      const found = new Map<string, Figures[]>();
      for (let round = 0; round < ROUNDS; round += 1)
        for (const plan of plans(authority, endpoint)) {
          console.log(`  round ${round + 1}: ${plan.name}`);
          const figures = await measure(plan, { model, endpoint, tokens });
          found.set(plan.name, [...(found.get(plan.name) ?? []), figures]);
        }
      return [...promises(found), ...(await longThread(authority, endpoint, tokens[0] ?? ''))];
    } finally {
      await model.stop();
      await authority.close();
    }
  },
};

async function measure(plan: ServerPlan, round: Omit<Round, 'server'>): Promise<Figures> {
  const server = await ChatServer.start(plan);
  const one: Round = { ...round, server };
  try {
    const figures: Figures[] = [await quiet(one), await memory(one, 300)];
    if (plan.name !== 'relay') figures.push(await starts(one, 0), await starts(one, 300));
    for (const count of CROWDS) figures.push(await crowd(one, count, SECONDS));
    return Object.assign({}, ...figures) as Figures;
  } finally {
    await server.stop();
  }
}

/** The relay, this build, and the other one where it is named. */
function plans(authority: BenchAuthority, endpoint: string): readonly ServerPlan[] {
  const folder = mkdtempSync(join(tmpdir(), 'torii-bench-'));
  const url = `http://127.0.0.1:${PORT}`;
  const relay: ServerPlan = {
    name: 'relay',
    script: new URL('./chat/servers/relay.ts', import.meta.url).pathname,
    env: {
      BENCH_PORT: String(PORT),
      BENCH_MODEL: endpoint,
      BENCH_DATABASE: join(folder, 'relay.sqlite'),
    },
    url,
    readyPath: '/',
  };
  const built = (name: string, script: string | undefined): ServerPlan => {
    const { env, script: own } = product(authority, PORT, join(folder, `${name}.sqlite`));
    return {
      name,
      script: script ?? own,
      env: { ...env, ...modelEnv(endpoint) },
      url,
      readyPath: '/api/health/ready',
    };
  };
  return [
    relay,
    built('torii', undefined),
    ...(BASELINE ? [built('baseline', join(BASELINE, 'dist/node/server/src/main.js'))] : []),
  ];
}

function modelEnv(endpoint: string): Record<string, string> {
  return {
    AZURE_OPENAI_ENDPOINT: endpoint,
    AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: 'paced',
    AZURE_OPENAI_API_KEY: 'bench',
    MCP_SERVERS: '{}',
  };
}

async function longThread(authority: BenchAuthority, endpoint: string, token: string): Promise<BenchRow[]> {
  const database = join(mkdtempSync(join(tmpdir(), 'torii-bench-')), 'long.sqlite');
  const { env, script } = product(authority, PORT, database);
  const url = `http://127.0.0.1:${PORT}`;
  const plan = {
    name: 'torii',
    script,
    env: { ...env, ...modelEnv(endpoint) },
    url,
    readyPath: '/api/health/ready',
  };
  const server = await ChatServer.start(plan);
  try {
    const { oid, tid } = decodeJwt<{ oid: string; tid: string }>(token);
    writeLongThread(database, { oid, tid }, 'long', MESSAGES);
    const times: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const started = performance.now();
      const response = await fetch(`${url}/api/chat/threads/long?limit=100`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const { messages } = (await response.json()) as { messages: unknown[] };
      if (messages.length !== 100) throw new Error('the page is not whole');
      times.push(performance.now() - started);
    }
    const value = Math.round(percentile(times, 0.5) * 100) / 100;
    const subject = `thread of ${MESSAGES} messages`;
    return [
      {
        suite: 'chat',
        subject,
        metric: 'newest page, p50',
        value,
        unit: 'ms',
        target: '< 20 ms',
        pass: value < 20,
      },
    ];
  } finally {
    await server.stop();
  }
}
