import { LRUCache } from 'lru-cache';
import type { Caller } from '../claims/caller.js';

/** Longest time a verdict is kept, in milliseconds. */
const MAX_AGE_MS = 5 * 60 * 1000;

interface Verdict {
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Edition of the keys it was reached with. */
  readonly edition: number;
}

/**
 * Bounded memory of tokens that were verified, by their exact text: at most until `exp`, at most for five
 * minutes, and only as long as the authority's keys stay what they were.
 */
export class VerifiedTokens {
  readonly #verdicts: LRUCache<string, Verdict> | undefined;

  constructor(bounds: { readonly maxEntries: number; readonly maxCharacters: number }) {
    if (bounds.maxEntries === 0) return;
    this.#verdicts = new LRUCache({
      max: bounds.maxEntries,
      maxSize: bounds.maxCharacters,
      sizeCalculation: (_verdict, token) => token.length,
    });
  }

  /** The caller of a token seen before, or `undefined`. `nowMs` is milliseconds since the epoch. */
  get(token: string, nowMs: number, edition: number): Caller | undefined {
    const verdict = this.#verdicts?.get(token);
    if (verdict === undefined) return undefined;
    if (verdict.until > nowMs && verdict.edition === edition) return verdict.caller;
    this.#verdicts?.delete(token);
    return undefined;
  }

  /** Keeps a verdict that was reached at `nowMs`. */
  put(caller: Caller, nowMs: number, edition: number): void {
    const until = Math.min(caller.expiresAt * 1000, nowMs + MAX_AGE_MS);
    if (until > nowMs) this.#verdicts?.set(caller.token, { caller, until, edition });
  }
}
