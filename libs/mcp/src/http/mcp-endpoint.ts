import type { AccessPolicy } from '../access/access-policy.js';
import type { OperationAuthorizer } from '../access/authorize-operation.js';
import { HttpChallenge } from '../access/http-challenge.js';
import type { Inbound } from '../call/inbound.js';
import type { DirectTools } from '../direct/direct-tools.js';
import { MODERN_VERSION } from '../era.js';
import type { McpModuleOptions } from '../mcp.options.js';
import type { Incoming } from '../server/exchange-table.js';
import type { SharedServers } from '../server/shared-servers.js';
import { HttpCall, type BodyFault } from './http-call.js';
import { HttpExchange } from './http-exchange.js';
import type { OriginPolicy } from './origin-policy.js';
import { plainRequestEra } from './plain-request.js';
import { jsonRpcRefusal, type RefusalProblem } from './refusal-body.js';
import type { SdkHandler } from './sdk-handler.js';
import type { SealedSessions } from './sealed-session.js';

/** Milliseconds between keep-alive comments on an event stream. */
export const DEFAULT_KEEP_ALIVE_MS = 15_000;

const FAULTS: Readonly<Record<BodyFault, readonly [status: number, code: number, message: string]>> = {
  not_json: [400, -32700, 'Parse error: the request body is not valid JSON'],
  too_large: [413, -32000, 'The request body is too large'],
  media_type: [415, -32000, 'Unsupported Media Type: Content-Type must be application/json'],
};

/** What the endpoint hands requests to. */
export interface McpEndpointParts {
  readonly options: McpModuleOptions;
  readonly origins: OriginPolicy;
  readonly access: AccessPolicy;
  readonly authorizer: OperationAuthorizer;
  readonly sealed: SealedSessions;
  readonly direct: DirectTools;
  readonly shared: SharedServers;
  readonly sdk: SdkHandler;
}

/** `POST /mcp`: checks that hold for every request, then whoever serves it. */
export class McpEndpoint {
  readonly #parts: McpEndpointParts;
  readonly #keepAliveMs: number;

  constructor(parts: McpEndpointParts) {
    this.#parts = parts;
    this.#keepAliveMs = parts.options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS;
  }

  /** Settles when the answer was written. Rejects with an `HttpChallenge` for the application's filters. */
  async handle(request: unknown, reply: unknown): Promise<void> {
    const call = new HttpCall(request, reply);
    if (this.#refusedEarly(call)) return;
    try {
      await this.#serve(call);
    } catch (error) {
      const challenge = (error as { challenge?: unknown } | null)?.challenge;
      if (typeof challenge === 'string') call.header('WWW-Authenticate', challenge);
      if (error instanceof HttpChallenge) addJsonRpc(error, call.body);
      throw error;
    }
  }

  #serve(call: HttpCall): Promise<void> {
    const { options, access, authorizer, sealed, sdk } = this.#parts;
    const { body, request } = call;
    const principal = access.principal(options.caller?.(request));
    const incoming = (body ?? {}) as Partial<Incoming>;
    const plainEra = plainRequestEra(call.headers, body, options.legacySessions !== undefined);
    const era = plainEra ?? claimedEra(call);
    const { params, id } = incoming;
    const declared = era === 'legacy' ? sealed.declaredIn(call.headers['mcp-session-id']) : undefined;
    const inbound: Inbound = { principal, request, params, id, era, declared };
    const operation = authorizer.authorize(incoming.method, inbound);
    const plain = plainEra !== undefined && !(plainEra === 'modern' && operation?.mirrorsHeaders === true);
    return plain ? this.#plain(call, inbound, incoming as Incoming) : sdk.serve(call, inbound);
  }

  #plain(call: HttpCall, inbound: Inbound, incoming: Incoming): Promise<void> {
    const { direct, shared } = this.#parts;
    const exchange = new HttpExchange(call, inbound, this.#keepAliveMs);
    const cancel =
      direct.serve(incoming, inbound, exchange) ??
      shared.table(inbound.era).serve(incoming, inbound, exchange);
    call.response.once('close', () => {
      if (call.response.writableFinished) return;
      // A 2025 client that disconnects has not cancelled (transports, sending messages): its call goes on.
      if (inbound.era === 'modern') cancel('The client disconnected');
      exchange.abandon();
    });
    return exchange.done;
  }

  #refusedEarly(call: HttpCall): boolean {
    const { origins, options } = this.#parts;
    if (!origins.allows(call.headers.origin)) {
      call.error(403, -32000, 'Forbidden: this Origin may not call the endpoint');
      return true;
    }
    if (call.method !== 'POST' && options.legacySessions === undefined) {
      call.error(405, -32000, 'Method not allowed.', { Allow: 'POST' });
      return true;
    }
    const fault = call.method === 'POST' ? bodyFault(call) : undefined;
    if (fault === undefined) return false;
    call.error(...fault);
    return true;
  }
}

/** For applications whose filter sends an exception's own response. */
function addJsonRpc(refusal: HttpChallenge, body: unknown): void {
  const problem = refusal.getResponse() as RefusalProblem;
  Object.assign(problem, jsonRpcRefusal(body, { ...problem }));
}

function bodyFault(call: HttpCall): readonly [number, number, string] | undefined {
  if (call.bodyFault !== undefined) return FAULTS[call.bodyFault];
  if (!/^\s*application\/json\s*(;|$)/i.test(call.headers['content-type'] ?? '')) return FAULTS.media_type;
  if (call.body === undefined) return FAULTS.not_json;
  if (Array.isArray(call.body)) return [400, -32600, 'Bad Request: JSON-RPC batches are not supported'];
  if (typeof call.body !== 'object' || call.body === null)
    return [400, -32600, 'Bad Request: not a JSON-RPC message'];
  return undefined;
}

/** For the audit of a refused request that is not a plain one. */
function claimedEra({ headers }: HttpCall): Inbound['era'] {
  return headers['mcp-protocol-version'] === MODERN_VERSION ? 'modern' : 'legacy';
}
