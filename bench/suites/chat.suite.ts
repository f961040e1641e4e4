/** The chat: what it adds to the first token, a thousand streams at once on one core, a very long thread. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { startAuthority } from './auth/authority.ts';
import { listen, listenDirect, percentile } from './chat/listener.ts';
import { writeLongThread } from './chat/long-thread.ts';
import { PacedModel } from './chat/paced-model.ts';
import { product } from './mcp/plans.ts';
import { Subject } from './mcp/subject.ts';
import type { BenchRow, BenchSuite } from '../suite.ts';

const PORT = 42_300;
const STREAMS = Number(process.env['BENCH_STREAMS'] ?? '1000');
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '10');
const TOKENS_PER_SECOND = 50;
const FIRST_TOKENS = 200;
const MESSAGES = 10_000;
/** Opened in this many groups, so that the start is not the measurement. */
const GROUPS = 20;

export const suite: BenchSuite = {
  name: 'chat',
  async run() {
    const authority = await startAuthority();
    const model = new PacedModel();
    const endpoint = await model.start();
    const database = join(mkdtempSync(join(tmpdir(), 'torii-bench-')), 'chat.sqlite');
    const plan = product(authority, PORT, database);
    const env = {
      ...plan.env,
      AZURE_OPENAI_ENDPOINT: endpoint,
      AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: 'paced',
      AZURE_OPENAI_API_KEY: 'bench',
      MCP_SERVERS: '{}',
    };
    const subject = await Subject.start({ ...plan, env }, PORT);
    const url = `http://127.0.0.1:${PORT}`;
    try {
      const tokens = await authority.tokens(STREAMS);
      const rows = [
        ...(await firstToken(url, endpoint, tokens)),
        ...(await streams(url, model, subject, tokens)),
      ];
      return [...rows, ...(await longThread(url, database, tokens[0] ?? ''))];
    } finally {
      await subject.stop();
      await model.stop();
      await authority.close();
    }
  },
};

async function firstToken(url: string, endpoint: string, tokens: readonly string[]): Promise<BenchRow[]> {
  const through: number[] = [];
  const direct: number[] = [];
  for (let n = 0; n < FIRST_TOKENS + 20; n += 1) {
    const ours = await listen(url, tokens[n % tokens.length] ?? '');
    const floor = await listenDirect(endpoint);
    if (n < 20) continue;
    through.push(ours.first);
    direct.push(floor.first);
  }
  const added = percentile(through, 0.5) - percentile(direct, 0.5);
  return [
    row('model alone', 'first token p50', percentile(direct, 0.5), 'ms'),
    row('torii', 'first token p50', percentile(through, 0.5), 'ms'),
    { ...row('torii', 'added to the first token, p50', added, 'ms'), target: '< 5 ms', pass: added < 5 },
  ];
}

async function streams(
  url: string,
  model: PacedModel,
  subject: Subject,
  tokens: readonly string[],
): Promise<BenchRow[]> {
  const count = TOKENS_PER_SECOND * SECONDS;
  model.pace = { tokens: count, everyMs: 1000 / TOKENS_PER_SECOND };
  const before = subject.rss();
  const cpu = subject.cpu();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, subject.rss())), 250);
  const running: ReturnType<typeof listen>[] = [];
  for (let group = 0; group < GROUPS; group += 1) {
    for (let n = group; n < STREAMS; n += GROUPS) running.push(listen(url, tokens[n] ?? ''));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const heard = await Promise.all(running);
  clearInterval(watch);
  const lateness = heard.flatMap((one) => one.lateness);
  const lost = heard.filter((one) => !one.finished || one.lateness.length !== count).length;
  const perStream = ((peak - before) * 1024) / STREAMS;
  const p99 = percentile(lateness, 0.99);
  const name = `${STREAMS} streams at ${TOKENS_PER_SECOND} tokens/s`;
  return [
    { ...row(name, 'streams that lost a token', lost, 'streams'), target: '0', pass: lost === 0 },
    row(name, 'delay of a token p50', percentile(lateness, 0.5), 'ms'),
    { ...row(name, 'delay of a token p99', p99, 'ms'), target: '< 250 ms', pass: p99 < 250 },
    row(name, 'CPU for a token', ((subject.cpu() - cpu) * 1e6) / Math.max(1, lateness.length), 'µs'),
    { ...row(name, 'memory for a stream', perStream, 'KiB'), target: '< 60 KiB', pass: perStream < 60 },
  ];
}

async function longThread(url: string, database: string, token: string): Promise<BenchRow[]> {
  const { oid, tid } = decodeJwt<{ oid: string; tid: string }>(token);
  writeLongThread(database, { oid, tid }, 'long', MESSAGES);
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const started = performance.now();
    const response = await fetch(`${url}/api/chat/threads/long`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { messages } = (await response.json()) as { messages: unknown[] };
    if (messages.length !== MESSAGES) throw new Error('the thread is not whole');
    times.push(performance.now() - started);
  }
  const p50 = percentile(times, 0.5);
  return [
    {
      ...row(`thread of ${MESSAGES} messages`, 'opened, p50', p50, 'ms'),
      target: '< 100 ms',
      pass: p50 < 100,
    },
  ];
}

function row(subject: string, metric: string, value: number, unit: string): BenchRow {
  return { suite: 'chat', subject, metric, value: Math.round(value * 100) / 100, unit };
}
