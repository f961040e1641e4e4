import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { startAuthority } from '../auth/authority.ts';
import { load } from '../mcp/load.ts';
import { product } from '../mcp/plans.ts';
import { callsOf } from '../mcp/requests.ts';
import { Subject } from '../mcp/subject.ts';
import type { BenchRow } from '../../suite.ts';

const PORT = 42_310;
const PER_SECOND = 1000;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '5');
const ROUNDS = 3;
const BODY = JSON.stringify({ client_name: 'Flood', redirect_uris: ['https://flood.example/cb'] });

/** The p99 of MCP calls while a thousand clients a second register, against the p99 without them, in turns. */
export async function flood(): Promise<readonly BenchRow[]> {
  const authority = await startAuthority();
  const folder = mkdtempSync(join(tmpdir(), 'torii-bench-'));
  const plan = product(authority, PORT, join(folder, 'bench.sqlite'));
  const settings = { OAUTH_PROXY: 'on', ENTRA_APP_CLIENT_SECRET: 'a-secret-of-the-bench' };
  const subject = await Subject.start({ ...plan, env: { ...plan.env, ...settings } }, PORT);
  try {
    const file = join(folder, 'calls.json');
    writeFileSync(
      file,
      JSON.stringify(await callsOf(subject.url, plan.era, plan.tool, await authority.tokens(200))),
    );
    const alone: number[] = [];
    const flooded: number[] = [];
    await load(subject, file, { seconds: 2 });
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push((await load(subject, file, { seconds: SECONDS })).p99);
      const registering = register(new URL('/register', subject.url).href);
      flooded.push((await load(subject, file, { seconds: SECONDS })).p99);
      await registering;
    }
    const [quiet, loud] = [median(alone), median(flooded)];
    const ratio = loud / quiet;
    return [
      {
        suite: 'oauth-proxy',
        subject: plan.name,
        metric: `p99 of MCP calls, ${String(PER_SECOND)} registrations a second`,
        value: loud,
        unit: 'ms',
        ratio,
        target: '<= 1.5x of without them',
        pass: ratio <= 1.5,
      },
    ];
  } finally {
    await subject.stop();
    await authority.close();
  }
}

async function register(url: string): Promise<void> {
  const requests = [{ method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY }];
  await autocannon({ url, requests, connections: 10, overallRate: PER_SECOND, duration: SECONDS });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
