/** What is measured of one server, each in a round of its own. */
import { setTimeout as delay } from 'node:timers/promises';
import { heardSoFar, listen, listenDirect, percentile } from './listener.ts';
import type { PacedModel } from './paced-model.ts';
import type { ChatServer } from './server.ts';

/** Figures by name, as one round gave them. */
export type Figures = Record<string, number>;

/** A round has these at hand. */
export interface Round {
  readonly server: ChatServer;
  readonly model: PacedModel;
  readonly endpoint: string;
  readonly tokens: readonly string[];
}

const TOKENS_PER_SECOND = 50;
/** Streams start within this time. Milliseconds. */
const RAMP_MS = 2000;

/** A quiet server that has just started: its first run, and what it adds to the first token later. */
export async function quiet({ server, model, endpoint, tokens }: Round): Promise<Figures> {
  model.pace = { tokens: 1, everyMs: 0 };
  const first = await listen(server.plan.url, tokens[0] ?? '');
  const through: number[] = [];
  const direct: number[] = [];
  for (let n = 0; n < 120; n += 1) {
    const one = await listen(server.plan.url, tokens[n % tokens.length] ?? '');
    const floor = await listenDirect(endpoint);
    if (n < 20) continue;
    through.push(one.first);
    direct.push(floor.first);
  }
  return {
    'ready after start, ms': server.readyMs,
    'first run after start, ms': first.first,
    'first token added, p50 ms': percentile(through, 0.5) - percentile(direct, 0.5),
  };
}

/** CPU of a whole run with one token, one after the other, while `live` others stand still. */
export async function starts(round: Round, live: number): Promise<Figures> {
  const { server, model, tokens } = round;
  const stop = await standing(round, live);
  model.pace = { tokens: 1, everyMs: 0 };
  for (let n = 0; n < 20; n += 1) await listen(server.plan.url, tokens[n % tokens.length] ?? '');
  const before = await server.use();
  for (let n = 0; n < 200; n += 1) await listen(server.plan.url, tokens[n % tokens.length] ?? '');
  const after = await server.use();
  await stop();
  return { [`CPU of a run, ${live} live, ms`]: (after.cpu - before.cpu) / 200 / 1000 };
}

/** Memory of streams that stand still. */
export async function memory(round: Round, count: number): Promise<Figures> {
  const before = await round.server.use(true);
  const stop = await standing(round, count);
  const after = await round.server.use(true);
  await stop();
  return {
    'RSS idle, MB': before.rss / 1e6,
    [`live heap of a stream, kB`]: (after.heap - before.heap) / count / 1000,
  };
}

/** A crowd that starts within two seconds. */
export async function crowd(round: Round, count: number, seconds: number): Promise<Figures> {
  const { server, model, tokens } = round;
  const each = TOKENS_PER_SECOND * seconds;
  model.pace = { tokens: each, everyMs: 1000 / TOKENS_PER_SECOND };
  const before = await server.use();
  heardSoFar.firsts = 0;
  const running: ReturnType<typeof listen>[] = [];
  for (let n = 0; n < count; n += 1) {
    running.push(listen(server.plan.url, tokens[n % tokens.length] ?? ''));
    if (n % 20 === 19) await delay((RAMP_MS * 20) / count);
  }
  let peak = 0;
  await untilFirsts(heardSoFar, count);
  const from = await server.use();
  const heardFrom = heardSoFar.tokens;
  const until = performance.now() + 3000;
  while (performance.now() < until) {
    await delay(250);
    peak = Math.max(peak, (await server.use()).rss);
  }
  const to = await server.use();
  const heardTo = heardSoFar.tokens;
  const heard = await Promise.all(running);
  const first = heard.map((one) => one.first);
  const name = `${count} streams`;
  return {
    [`${name}: first token p50, ms`]: percentile(first, 0.5),
    [`${name}: first token p99, ms`]: percentile(first, 0.99),
    [`${name}: delay of a token p99, ms`]: percentile(
      heard.flatMap(({ lateness }) => lateness),
      0.99,
    ),
    [`${name}: lost or short`]: heard.filter((one) => !one.finished || one.lateness.length !== each).length,
    [`${name}: CPU of a token, µs`]: (to.cpu - from.cpu) / Math.max(1, heardTo - heardFrom),
    [`${name}: RSS growth of a stream, kB`]: (peak - before.rss) / count / 1000,
  };
}

/** Opens streams that get one token and then nothing; returns how to end them. */
async function standing({ server, model, tokens }: Round, count: number): Promise<() => Promise<void>> {
  const release = model.hold();
  heardSoFar.firsts = 0;
  const running: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    running.push(listen(server.plan.url, tokens[n % tokens.length] ?? ''));
    if (n % 20 === 19) await delay(50);
  }
  await untilFirsts(heardSoFar, count);
  await delay(500);
  return async () => {
    release();
    await Promise.all(running);
    await delay(500);
  };
}

/** A stream that was refused brings no first word: the round then ends with the count, and does not wait for ever. */
async function untilFirsts(heard: { readonly firsts: number }, count: number): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (heard.firsts < count) {
    if (performance.now() > deadline)
      throw new Error(`${heard.firsts} of ${count} streams brought a first word within 120 s`);
    await delay(20);
  }
}
