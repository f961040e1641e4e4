/** What a cache hit costs with so many users in the cache. */
import type { Exchange } from './engines.ts';
import type { BenchUser } from './world.ts';

/** Mean cost of one hit, in microseconds of processor time: a busy machine must not decide. */
export async function hitRound(
  exchange: Exchange,
  users: readonly BenchUser[],
  calls: number,
): Promise<number> {
  // A stride that shares no factor with the counts: neighbours in time are not neighbours in memory.
  const stride = 7919;
  const begun = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) {
    const user = users[(call * stride) % users.length];
    if (user !== undefined) await exchange(user);
  }
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / calls;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
