import { hash } from 'node:crypto';
import type { ServerContext } from '@modelcontextprotocol/server';
import { inboundOf, type Inbound } from './inbound.js';
import type { McpRequest } from './mcp-request.js';
import { Sealer } from './sealer.js';

interface Sealed {
  readonly payload: unknown;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * Seals what travels through the client between the rounds of one call. Bound to caller, method, name and arguments:
 * an answer given to one person, tool or set of arguments is worth nothing for another.
 */
export class RequestState {
  readonly #sealer: Sealer;
  readonly #ttlMs: number;
  readonly #now: () => number;

  constructor(keys: readonly Uint8Array[], ttlSeconds: number, now: () => number = Date.now) {
    this.#sealer = new Sealer(keys, 'request state');
    this.#ttlMs = ttlSeconds * 1000;
    this.#now = now;
  }

  seal(payload: unknown, { method, inbound }: Pick<McpRequest, 'method' | 'inbound'>): Promise<string> {
    const sealed: Sealed = { payload, until: this.#now() + this.#ttlMs };
    return Promise.resolve(this.#sealer.seal(sealed, bindingOf(method, inbound)));
  }

  /** The payload. @throws Error where it is expired, damaged or of another call: the SDK answers with its own words */
  open(sealed: string, context: ServerContext): unknown {
    const binding = bindingOf(context.mcpReq.method, inboundOf(context));
    const state = this.#sealer.open(sealed, binding) as Sealed | undefined;
    if (state === undefined) throw new Error('not sealed here, or of another call');
    if (state.until <= this.#now()) throw new Error('expired');
    return state.payload;
  }
}

function bindingOf(method: string, { principal, params }: Inbound): string {
  const operation = [params?.['name'] ?? params?.['uri'] ?? null, params?.['arguments'] ?? null];
  return `${method}\0${principal.id}\0${hash('sha256', canonical(operation), 'base64url')}`;
}

/** JSON with sorted members, as a client may write the same arguments in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
