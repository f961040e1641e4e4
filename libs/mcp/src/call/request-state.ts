import { createHash, randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { McpModuleOptions } from '../mcp.options.js';
import { inboundOf, toAuthInfo } from './inbound.js';
import type { McpRequest } from './mcp-request.js';

/**
 * Signs what travels through the client between the rounds of one call. Bound to caller, method, name and arguments:
 * an answer given to one person, tool or set of arguments is worth nothing for another.
 */
export class RequestState {
  readonly #codec: RequestStateCodec;

  constructor(options: Pick<McpModuleOptions, 'requestStateKey' | 'requestStateTtlSeconds'>) {
    this.#codec = createRequestStateCodec({
      key: options.requestStateKey ?? randomBytes(32),
      ttlSeconds: options.requestStateTtlSeconds ?? 600,
      bind: bindingOf,
    });
  }

  seal(payload: unknown, { method, inbound }: McpRequest): Promise<string> {
    const context = { mcpReq: { method }, http: { authInfo: toAuthInfo(inbound) } };
    return this.#codec.mint(payload, context as ServerContext);
  }

  /** The payload, or a rejection where it is expired, damaged or of another call. */
  open(sealed: string, context: ServerContext): Promise<unknown> {
    return this.#codec.verify(sealed, context);
  }
}

function bindingOf(context: ServerContext): string {
  const { principal, params } = inboundOf(context);
  const operation = [params?.['name'] ?? params?.['uri'] ?? null, params?.['arguments'] ?? null];
  const digest = createHash('sha256').update(canonical(operation)).digest('base64url');
  return `${context.mcpReq.method}\0${principal.id}\0${digest}`;
}

/** JSON with sorted members, as a client may write the same arguments in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
