/** Longest answer that is read, in bytes. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Longest `Retry-After` that is believed, in seconds. */
const LONGEST_SECONDS = 3600;

/** Reads a JSON body of bounded size. Rejects where it is longer or no JSON. */
export async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}

/** `Retry-After` (RFC 9110 section 10.2.3) in whole seconds from now, or `undefined`. */
export function retryAfterOf(response: Response, nowMs = Date.now()): number | undefined {
  const value = response.headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - nowMs) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_SECONDS);
}
