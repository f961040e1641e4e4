import { LRUCache } from 'lru-cache';
import type { AcquiredToken } from '../acquired-token.js';
import type { UserAssertion } from '../exchange.types.js';
import { userKey } from './cache-key.js';

type User = Pick<UserAssertion, 'tid' | 'oid'>;

/** Seconds to wait after a refresh ahead of time failed before the next is tried. */
const REFRESH_PAUSE_SECONDS = 30;

/** A cached token and until when it may be used. Times are seconds since the epoch. */
export interface CachedToken {
  readonly token: AcquiredToken;
  /** Served before this moment only: the token's expiry less the margin, or the assertion's own expiry. */
  readonly usableUntil: number;
  /** From this moment on a hit starts a refresh in the background. */
  refreshAfter: number;
}

/** Times that rule the cache, in seconds. */
export interface CacheTimes {
  readonly expiryMarginSeconds: number;
  readonly refreshAheadSeconds: number;
}

/** Bounded: least recently used goes first, nothing served near or past its end. */
export class TokenCache {
  readonly #entries: LRUCache<string, CachedToken>;
  /** How often the tokens of a user were dropped. */
  readonly #generations: LRUCache<string, number>;

  constructor(maxEntries: number) {
    this.#entries = new LRUCache({ max: maxEntries });
    this.#generations = new LRUCache({ max: maxEntries });
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, nowSeconds: number): CachedToken | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || nowSeconds < entry.usableUntil) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** What is kept for a key, good or not, without counting as use. */
  peek(key: string): CachedToken | undefined {
    return this.#entries.peek(key);
  }

  set(key: string, entry: CachedToken): void {
    this.#entries.set(key, entry);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops all tokens of a user, whatever the session and resource. */
  deleteUser(user: User): void {
    const own = userKey(user);
    this.#generations.set(own, this.generationOf(user) + 1);
    for (const key of [...this.#entries.keys()]) if (key.startsWith(`${own}\n`)) this.#entries.delete(key);
  }

  /** Changes when the tokens of the user are dropped: what was asked for before is not to be kept. */
  generationOf(user: User): number {
    return this.#generations.get(userKey(user)) ?? 0;
  }

  /** Puts off the next refresh of an entry after one failed. */
  refreshFailed(key: string, nowSeconds: number): void {
    const entry = this.#entries.peek(key);
    if (entry !== undefined) entry.refreshAfter = nowSeconds + REFRESH_PAUSE_SECONDS;
  }
}

/**
 * Works out how long a token may be served for one assertion, or `undefined` where it may not be cached at all.
 * It never outlives the assertion: a caller whose token ended must not act through what was acquired with it.
 */
export function cachedToken(
  token: AcquiredToken,
  assertionExpiresAt: number | undefined,
  nowSeconds: number,
  times: CacheTimes,
): CachedToken | undefined {
  if (assertionExpiresAt === undefined) return undefined;
  const ends = token.expiresAt - times.expiryMarginSeconds;
  const usableUntil = Math.min(ends, assertionExpiresAt);
  if (usableUntil <= nowSeconds) return undefined;
  const worthwhile = assertionExpiresAt > ends;
  return { token, usableUntil, refreshAfter: worthwhile ? ends - times.refreshAheadSeconds : Infinity };
}
