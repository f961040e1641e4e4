import type { ThreadSummary } from '#libs/contract';

/** Headings of the thread list, newest first; each is a translation key under `threads`. */
export const DAY_GROUPS = ['today', 'yesterday', 'week', 'older'] as const;
export type DayGroup = (typeof DAY_GROUPS)[number];

const DAY_MS = 86_400_000;

/** Sorts chats into the days a person thinks in, by local time. `now` is milliseconds since the epoch. */
export function byDay(
  threads: readonly ThreadSummary[],
  now: number,
): readonly { readonly group: DayGroup; readonly threads: readonly ThreadSummary[] }[] {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const groupOf = (thread: ThreadSummary): DayGroup => {
    const at = Date.parse(thread.updatedAt);
    if (at >= midnight) return 'today';
    if (at >= midnight - DAY_MS) return 'yesterday';
    return at >= midnight - 7 * DAY_MS ? 'week' : 'older';
  };
  const newestFirst = threads.toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  return DAY_GROUPS.map((group) => ({
    group,
    threads: newestFirst.filter((thread) => groupOf(thread) === group),
  })).filter((entry) => entry.threads.length > 0);
}
