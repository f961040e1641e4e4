import { DeadlineError, withDeadline } from './deadline.js';
import { isRecord } from './shapes.js';

/** The part of the fetch standard that is used; injected by tests and by hosts behind a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An answer of the authority, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or `undefined` where the body is none. */
  readonly body: unknown;
}

/** Longest answer that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** Longest `Retry-After` that is believed, in seconds. */
const LONGEST_SECONDS = 3600;

/** The authority could not be reached, answered nonsense, or does not know the tenant. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  /** True where the tenant is at fault, not the network. */
  readonly tenant: boolean;
  /** True where another try at once is of no use: the time of the caller is used up. */
  readonly timedOut: boolean;

  constructor(message: string, { tenant = false, timedOut = false } = {}) {
    super(message);
    this.tenant = tenant;
    this.timedOut = timedOut;
  }
}

/**
 * Sends a request and reads a JSON answer of bounded size within the time limit. Redirects are refused: what is
 * sent here is for one host only.
 * @throws AuthorityError on network failure, timeout, redirect or an endless answer
 */
export async function readJson(
  fetch: Fetch,
  url: string,
  init: RequestInit & { readonly signal?: AbortSignal | null },
  timeoutMs: number,
): Promise<HttpAnswer> {
  try {
    return await withDeadline(timeoutMs, init.signal, async (signal) => {
      const response = await fetch(url, { ...init, signal, redirect: 'error' });
      const text = await readBounded(response);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: parse(text) };
    });
  } catch (cause) {
    if (init.signal?.aborted) throw init.signal.reason as Error;
    if (cause instanceof AuthorityError) throw cause;
    if (cause instanceof DeadlineError) throw new AuthorityError(cause.message, { timedOut: true });
    throw new AuthorityError(networkReason(cause));
  }
}

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

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new AuthorityError('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The system's code only: messages of lower layers may quote what was sent. */
function networkReason(error: unknown): string {
  const cause = isRecord(error) ? error['cause'] : undefined;
  const code = isRecord(cause) && typeof cause['code'] === 'string' ? cause['code'] : 'network failure';
  return `the authority cannot be reached (${code})`;
}
