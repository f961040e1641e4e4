import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '#libs/entra-auth';
import type { ProblemSource } from '../problem.js';

/** Token under which the limit (requests per minute, user and route group; 0 = off) is injected. */
export const RATE_LIMIT = Symbol('RATE_LIMIT');

/** The caller asked too often. 429 `rate_limited` with `Retry-After`. */
export class RateLimitError extends Error implements ProblemSource {
  readonly code = 'rate_limited';
  readonly status = 429;

  constructor(readonly retryAfterSeconds: number) {
    super(`Too many requests. Try again in ${retryAfterSeconds} seconds.`);
  }
}

/** Groups of routes that are counted apart, by the first part of the path that matches. */
const GROUPS: readonly (readonly [prefix: string, group: string])[] = [
  ['/mcp', 'mcp'],
  ['/api/chat/runs', 'runs'],
  ['/api/chat', 'chat'],
  ['/api/obo', 'obo'],
];

/** Counts the requests of each user (tenant and object id) per route group in fixed windows of one minute. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #limiter: RateLimiterMemory | undefined;

  readonly #perMinute: number;

  constructor(@Inject(RATE_LIMIT) perMinute: number) {
    this.#perMinute = perMinute;

    this.#limiter = perMinute > 0 ? new RateLimiterMemory({ points: perMinute, duration: 60 }) : undefined;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & { caller?: Caller }>();
    if (!this.#limiter || !request.caller) return true;
    const { tid, oid } = request.caller;
    const reply = http.getResponse<FastifyReply>();
    try {
      const state = await this.#limiter.consume(`${groupOf(request.url)}:${tid}:${oid}`);
      void reply.header(
        'ratelimit',
        `limit=${this.#perMinute}, remaining=${state.remainingPoints}, reset=${seconds(state)}`,
      );
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new RateLimitError(seconds(error));
      throw error;
    }
  }
}

function groupOf(url: string): string {
  return GROUPS.find(([prefix]) => url.startsWith(prefix))?.[1] ?? 'api';
}

function seconds(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
