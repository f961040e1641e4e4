import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ProblemSource } from '../problem.js';

/** Token under which the limit (calls per minute, person and group; 0 = off) is injected. */
export const RATE_LIMIT = Symbol('RATE_LIMIT');

/** Who is counted. */
export interface Counted {
  readonly tid: string;
  readonly oid: string;
}

/** What is left after a call that was let through. */
export interface RateLimitState {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly reset: number;
}

/** The caller asked too often. 429 `rate_limited` with `Retry-After`. */
export class RateLimitError extends Error implements ProblemSource {
  readonly code = 'rate_limited';
  readonly status = 429;

  constructor(readonly retryAfterSeconds: number) {
    super(`Too many requests. Try again in ${retryAfterSeconds} seconds.`);
  }
}

/** Counts the calls of each person (tenant and object id) per group in fixed windows of one minute. */
@Injectable()
export class RateLimiter {
  readonly #perMinute: number;
  readonly #windows: RateLimiterMemory | undefined;

  constructor(@Inject(RATE_LIMIT) perMinute: number) {
    this.#perMinute = perMinute;
    this.#windows = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: 60 }) : undefined;
  }

  /**
   * Counts one call; `undefined` where the limit is off.
   * @throws RateLimitError where it is one too many
   */
  async count(group: string, { tid, oid }: Counted): Promise<RateLimitState | undefined> {
    if (this.#windows === undefined) return undefined;
    try {
      const state = await this.#windows.consume(`${group}:${tid}:${oid}`);
      return { limit: this.#perMinute, remaining: state.remainingPoints, reset: seconds(state) };
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new RateLimitError(seconds(error));
      throw error;
    }
  }
}

function seconds(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
