const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Numbers of the key policy, in milliseconds. */
export const KEY_TIMES = {
  refreshEvery: HOUR,
  retryAfterFailure: 30 * SECOND,
  retryWhileCold: 2 * SECOND,
  unknownKidEvery: 5 * MINUTE,
  lifetime: 24 * HOUR,
  fetchTimeout: 5 * SECOND,
  /** Longest `Retry-After` of the authority that is kept to. */
  longestRetryAfter: 5 * MINUTE,
} as const;

/** Milliseconds until a `Retry-After` (RFC 9110 s10.2.3: whole seconds or a date) is over; `undefined` where it is none. */
export function retryAfterMs(header: string | null | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  const ms = /^\d+$/.test(value)
    ? Number(value) * SECOND
    : Date.parse(/[a-z]/i.test(value) ? value : '') - nowMs;
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, KEY_TIMES.retryWhileCold), KEY_TIMES.longestRetryAfter);
}
