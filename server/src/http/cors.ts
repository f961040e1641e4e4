import type { FastifyRequest } from 'fastify';

/** Headers that a page of another origin may read. */
const EXPOSED = ['WWW-Authenticate', 'Retry-After', 'RateLimit', 'MCP-Protocol-Version', 'Mcp-Session-Id'];
/** Discovery, registration and token requests of MCP clients that are pages: no cookie counts there. */
const OPEN = /^\/(?:\.well-known\/|register(?:\?|$)|token(?:\?|$))/;

/** What one request may be read by. */
interface CorsDecision {
  readonly origin: string | string[] | false;
  readonly exposedHeaders: string[];
  readonly maxAge: number;
}

/**
 * Cross-origin rules: any origin for what clients need before they have a token, and `CORS_ORIGINS` for the rest.
 * Without a listed origin nothing else is answered across origins.
 */
export function corsOptions(origins: readonly string[]) {
  const decide = (origin: CorsDecision['origin']): CorsDecision => ({
    origin,
    exposedHeaders: EXPOSED,
    maxAge: 600,
  });
  const open = decide('*');
  const listed = decide(origins.length === 0 ? false : [...origins]);
  return {
    maxAge: 600,
    delegator: (request: FastifyRequest, done: (error: null, decision: CorsDecision) => void): void =>
      done(null, OPEN.test(request.url) ? open : listed),
  };
}
