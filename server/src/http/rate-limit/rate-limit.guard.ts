import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/entra-auth';
import { RateLimiter } from './rate-limiter.js';

/** Groups of routes that are counted apart, by the first part of the route that matches. */
const GROUPS: readonly (readonly [prefix: string, group: string])[] = [
  ['/api/chat/runs', 'runs'],
  ['/api/chat', 'chat'],
  ['/api/obo', 'obo'],
];

/** Counts the requests of each person per group of routes. `/mcp` counts its tool calls itself, as a 429 ends the session of many MCP clients. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #limiter: RateLimiter;

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & { caller?: Caller }>();
    const route = routeOf(request);
    if (!request.caller || route.startsWith('/mcp')) return true;
    return this.#count(groupOf(route), request.caller, http.getResponse<FastifyReply>());
  }

  async #count(group: string, caller: Caller, reply: FastifyReply): Promise<true> {
    const state = await this.#limiter.count(group, caller);
    if (state !== undefined) {
      const { limit, remaining, reset } = state;
      void reply.header('ratelimit', `limit=${limit}, remaining=${remaining}, reset=${reset}`);
    }
    return true;
  }
}

/** The route counts, not its spelling: `/api/%63hat` is the same route. */
function routeOf({ routeOptions, url }: FastifyRequest): string {
  return routeOptions.url ?? url;
}

function groupOf(route: string): string {
  return GROUPS.find(([prefix]) => route.startsWith(prefix))?.[1] ?? 'api';
}
