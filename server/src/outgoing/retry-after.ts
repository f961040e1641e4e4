/** Longest `Retry-After` that is believed, in milliseconds. */
const LONGEST_MS = 3_600_000;

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date) as milliseconds from now, at most an
 * hour; `undefined` where there is none or it cannot be read.
 */
export function retryAfterMs(headers: Headers | undefined, nowMs = Date.now()): number | undefined {
  const value = headers?.get('retry-after')?.trim();
  if (!value) return undefined;
  const at = /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : at - nowMs;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, Math.round(wait)), LONGEST_MS);
}
