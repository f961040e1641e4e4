import { Inject, Injectable } from '@nestjs/common';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { ProblemSource } from '../problem.js';

/** Length of a window, in seconds. */
const WINDOW = 60;

/** Options of the rate limit. */
export interface RateLimitOptions {
  /** Calls per minute, person and group; 0 = off. */
  readonly perMinute: number;
  /** A pool of `pg`, where several replicas count together; without it this process counts alone. */
  readonly pool?: unknown;
}

/** Token under which the options are injected. */
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

/**
 * Counts the calls of each person (tenant and object id) per group in fixed windows of one minute, across all replicas
 * of one PostgreSQL. While the database is away each process counts alone: a limit must not become an outage.
 */
@Injectable()
export class RateLimiter {
  readonly #perMinute: number;
  readonly #windows: RateLimiterAbstract | undefined;

  constructor(@Inject(RATE_LIMIT) { perMinute, pool }: RateLimitOptions) {
    this.#perMinute = perMinute;
    if (perMinute > 0) this.#windows = pool === undefined ? inMemory(perMinute) : shared(perMinute, pool);
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

const inMemory = (points: number) => new RateLimiterMemory({ points, duration: WINDOW });

function shared(points: number, pool: unknown): RateLimiterAbstract {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    points,
    duration: WINDOW,
    // Made by a migration (store/migrations).
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'torii',
    // Whoever is over the limit costs no query until the window ends.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: inMemory(points),
  });
}

function seconds(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
