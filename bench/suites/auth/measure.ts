import type { Engine } from './engines.ts';

/** What one token costs, in microseconds. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/**
 * Measures engines in interleaved rounds, so that a busy moment of the machine hits all alike; the median of the
 * rounds counts. CPU time is that of the whole process, thread pool included.
 */
export async function measure(
  engines: Readonly<Record<string, Engine>>,
  tokens: readonly string[],
  rounds: number,
  repeats = 1,
): Promise<Readonly<Record<string, Cost>>> {
  const costs: Record<string, Cost[]> = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
  // The first rounds warm the compiler up and are thrown away.
  for (let round = -3; round < rounds; round += 1) {
    for (const [name, engine] of Object.entries(engines)) {
      const cost = await once(engine, tokens, repeats);
      if (round >= 0) costs[name]?.push(cost);
    }
  }
  return Object.fromEntries(
    Object.entries(costs).map(([name, all]) => [
      name,
      { cpu: median(all.map((cost) => cost.cpu)), wall: median(all.map((cost) => cost.wall)) },
    ]),
  );
}

async function once(engine: Engine, tokens: readonly string[], repeats: number): Promise<Cost> {
  const count = tokens.length * repeats;
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const token of tokens) {
      const result = engine(token);
      if (result instanceof Promise) await result;
    }
  }
  const wall = Number(process.hrtime.bigint() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / count, wall: wall / count };
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of all lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
