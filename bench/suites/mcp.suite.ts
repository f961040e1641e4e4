/** The MCP endpoint beside its peers and the floor: one tool call of 200 users, in rounds, on one core each. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAuthority, type BenchAuthority } from './auth/authority.ts';
import { load, type Load } from './mcp/load.ts';
import { plans, product, type Plan } from './mcp/plans.ts';
import { check, callsOf } from './mcp/requests.ts';
import { rowsOf } from './mcp/rows.ts';
import { Subject } from './mcp/subject.ts';
import type { BenchRow, BenchSuite } from '../suite.ts';

const USERS = 200;
const ROUNDS = 3;
const WARM_SECONDS = 2;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '5');
const SOAK_CALLS = Number(process.env['BENCH_SOAK'] ?? '1000000');
const FIRST_PORT = 42_100;

export const suite: BenchSuite = {
  name: 'mcp',
  async run() {
    const authority = await startAuthority();
    const folder = mkdtempSync(join(tmpdir(), 'torii-bench-'));
    const wanted = process.env['BENCH_ONLY']?.split(',');
    try {
      const tokens = await authority.tokens(USERS);
      const rows: BenchRow[] = [];
      for (const tools of [1, 30]) {
        const own = tools === 1 ? [product(authority, FIRST_PORT, join(folder, 'bench.sqlite'))] : [];
        const all = [...plans(authority, tools), ...own].filter(
          ({ name }) => wanted?.some((w) => name.includes(w)) ?? true,
        );
        rows.push(...rowsOf(tools, await measure(all, tokens, folder)));
      }
      if (wanted === undefined || wanted.includes('soak')) rows.push(await soak(authority, tokens, folder));
      return rows;
    } finally {
      await authority.close();
    }
  },
};

/** Calls the product a million times: memory after the last three quarters against memory after the first. */
async function soak(authority: BenchAuthority, tokens: readonly string[], folder: string): Promise<BenchRow> {
  const plan = product(authority, FIRST_PORT, join(folder, 'soak.sqlite'));
  const subject = await Subject.start(plan, FIRST_PORT);
  try {
    const file = join(folder, 'soak.json');
    writeFileSync(file, JSON.stringify(await callsOf(subject.url, plan.era, plan.tool, tokens)));
    const early = await load(subject, file, { calls: SOAK_CALLS / 4 });
    const late = await load(subject, file, { calls: (SOAK_CALLS * 3) / 4 });
    const growth = late.rss / early.rss;
    return {
      suite: 'mcp',
      subject: plan.name,
      metric: `memory over ${SOAK_CALLS.toLocaleString('en')} calls`,
      value: late.rss,
      unit: 'MiB',
      ratio: growth,
      target: '<= 1.2x of that after a quarter',
      pass: growth <= 1.2,
    };
  } finally {
    await subject.stop();
  }
}

/** Rounds over all subjects, one alive at a time: on two cores a second server would steal from the first. */
async function measure(
  all: readonly Plan[],
  tokens: readonly string[],
  folder: string,
): Promise<Map<string, Load[]>> {
  const loads = new Map<string, Load[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, plan] of all.entries()) {
      const port = 'PORT' in plan.env ? Number(plan.env['PORT']) : FIRST_PORT + 1 + index;
      const subject = await Subject.start(plan, port);
      try {
        const calls = await callsOf(subject.url, plan.era, plan.tool, tokens);
        if (calls[0] !== undefined) await check(subject.url, calls[0], plan.expected);
        const file = join(folder, `${plan.name.replaceAll(/\W+/g, '-')}.json`);
        writeFileSync(file, JSON.stringify(calls));
        await load(subject, file, { seconds: WARM_SECONDS });
        loads.get(plan.name)?.push(await load(subject, file, { seconds: SECONDS }));
      } finally {
        await subject.stop();
      }
    }
  }
  return loads;
}
