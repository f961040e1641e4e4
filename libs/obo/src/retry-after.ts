/** Longest `Retry-After` that is believed, in seconds. */
const LONGEST_SECONDS = 3600;

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date) as whole seconds from now,
 * at least 1 and at most an hour; `undefined` where there is none or it cannot be read.
 */
export function retryAfterSeconds(value: string | null | undefined, nowMs = Date.now()): number | undefined {
  if (value === undefined || value === null || value.trim() === '') return undefined;
  const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - nowMs) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(1, Math.ceil(seconds)), LONGEST_SECONDS);
}
