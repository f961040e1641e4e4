/** What a cache hit costs, in microseconds, with so many users in the cache. */
import { performance } from 'node:perf_hooks';
import type { Exchange } from './engines.ts';
import type { BenchUser } from './world.ts';

/** Median over rounds of the mean cost of one hit. Rounds of all engines should be interleaved by the caller. */
export async function hitRound(
  exchange: Exchange,
  users: readonly BenchUser[],
  calls: number,
): Promise<number> {
  // A stride that shares no factor with the counts: neighbours in time are not neighbours in memory.
  const stride = 7919;
  const begun = performance.now();
  for (let call = 0; call < calls; call += 1) {
    const user = users[(call * stride) % users.length];
    if (user !== undefined) await exchange(user);
  }
  return ((performance.now() - begun) * 1000) / calls;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
