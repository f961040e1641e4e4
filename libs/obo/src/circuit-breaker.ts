import { LRUCache } from 'lru-cache';
import { OboError } from './errors/obo.error.js';

/** Failures in a row of one user after which that user's calls are refused without asking the authority. */
const FAILURES_TO_OPEN = 3;
/** How long the circuit then stays open, in milliseconds. */
const OPEN_MS = 10_000;
/** Longest time a `Retry-After` is believed, in milliseconds. */
const LONGEST_MS = 3_600_000;

interface UserState {
  readonly failures: number;
  /** Milliseconds since the epoch until which nothing is sent for this user. */
  readonly openUntil: number;
}

/**
 * A circuit for each user: throttle and breaker in one: where the authority said "later" to one user, that user's calls
 * wait that long and nobody else's do. Without a `Retry-After` nothing is remembered but the count of failures.
 */
export class CircuitBreaker {
  readonly #users: LRUCache<string, UserState>;
  readonly #now: () => number;

  constructor(maxUsers: number, now: () => number) {
    this.#users = new LRUCache({ max: maxUsers });
    this.#now = now;
  }

  /** @throws OboError `authority_unavailable` while the user has to wait */
  check(user: string): void {
    const state = this.#users.get(user);
    if (state === undefined) return;
    const waitMs = state.openUntil - this.#now();
    if (waitMs <= 0) return;
    throw new OboError('authority_unavailable', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }

  /** Notes that the authority answered this user. */
  succeeded(user: string): void {
    this.#users.delete(user);
  }

  /** Notes that the authority could not serve this user; `retryAfterSeconds` only where it said so itself. */
  failed(user: string, retryAfterSeconds: number | undefined): void {
    const failures = (this.#users.peek(user)?.failures ?? 0) + 1;
    const asked = Math.min((retryAfterSeconds ?? 0) * 1000, LONGEST_MS);
    const own = failures >= FAILURES_TO_OPEN ? OPEN_MS : 0;
    this.#users.set(user, { failures, openUntil: this.#now() + Math.max(asked, own) });
  }
}
