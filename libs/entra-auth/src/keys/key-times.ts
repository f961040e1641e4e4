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
} as const;
