import type { AccessPolicy } from '../access/access-policy.js';
import type { CallAudit } from '../call/call-audit.js';
import type { Inbound } from '../call/inbound.js';
import { admit } from '../fast/admission.js';
import type { DirectTools } from '../fast/direct-tools.js';
import { HttpExchange } from '../fast/http-exchange.js';
import type { Incoming } from '../fast/exchange-table.js';
import type { SharedServers } from '../fast/shared-transports.js';
import type { McpModuleOptions } from '../mcp.options.js';
import type { OperationIndex } from '../registry/operation-index.js';
import { MODERN_VERSION } from '../server/mcp-server.factory.js';
import { HttpCall, type BodyFault } from './http-call.js';
import type { OriginPolicy } from './origin-policy.js';
import type { SlowPath } from './slow-path.js';

/** Milliseconds between keep-alive comments on an event stream. */
export const DEFAULT_KEEP_ALIVE_MS = 15_000;

const FAULTS: Readonly<Record<BodyFault, readonly [status: number, code: number, message: string]>> = {
  not_json: [400, -32700, 'Parse error: the request body is not valid JSON'],
  too_large: [413, -32000, 'The request body is too large'],
  media_type: [415, -32000, 'Unsupported Media Type: Content-Type must be application/json'],
};

/** `POST /mcp`: checks that hold for every request, then the fast or the slow path. */
export class McpEndpoint {
  readonly #keepAliveMs: number;
  readonly #options: McpModuleOptions;
  readonly #origins: OriginPolicy;
  readonly #access: AccessPolicy;
  readonly #operations: OperationIndex;
  readonly #audit: CallAudit;
  readonly #shared: SharedServers;
  readonly #direct: DirectTools;
  readonly #slow: SlowPath;

  constructor(
    options: McpModuleOptions,
    origins: OriginPolicy,
    access: AccessPolicy,
    operations: OperationIndex,
    audit: CallAudit,
    shared: SharedServers,
    direct: DirectTools,
    slow: SlowPath,
  ) {
    this.#options = options;
    this.#origins = origins;
    this.#access = access;
    this.#operations = operations;
    this.#audit = audit;
    this.#shared = shared;
    this.#direct = direct;
    this.#slow = slow;
    this.#keepAliveMs = options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS;
  }

  /** Settles when the answer was written. Rejects with an `HttpChallenge` for the application's filters. */
  async handle(request: unknown, reply: unknown): Promise<void> {
    const call = new HttpCall(request, reply);
    if (this.#refusedEarly(call)) return;
    const principal = this.#access.principal(this.#options.caller?.(request));
    const { body } = call;
    const incoming = (body ?? {}) as Partial<Incoming>;
    const facts = { principal, request, params: incoming.params, id: incoming.id };
    const era = admit(call.headers, body);
    const operation = this.#operations.find(incoming.method, incoming.params);
    const refusal = operation && this.#access.refusal(operation.need, principal);
    if (operation !== undefined && refusal !== undefined) {
      const inbound: Inbound = { ...facts, era: era ?? claimedEra(call) };
      const { name, need } = operation;
      const method = String(incoming.method);
      this.#audit.write({ method, name, need, outcome: 'refused', code: refusal.code, ms: 0 }, inbound);
      if (refusal.challenge !== undefined) call.header('WWW-Authenticate', refusal.challenge);
      throw refusal;
    }
    if (era === undefined || (era === 'modern' && operation?.mirrorsHeaders === true)) {
      await this.#challengeable(call, this.#slow.serve(call, facts));
      return;
    }
    await this.#challengeable(call, this.#fast(call, { ...facts, era }, incoming as Incoming));
  }

  #fast(call: HttpCall, inbound: Inbound, incoming: Incoming): Promise<void> {
    const exchange = new HttpExchange(call, inbound, this.#keepAliveMs);
    const table = this.#shared.table(inbound.era);
    const cancel =
      this.#direct.serve(incoming, inbound, exchange, table) ?? table.serve(incoming, inbound, exchange);
    call.response.once('close', () => {
      if (call.response.writableFinished) return;
      // A 2025 client that disconnects has not cancelled (transports, sending messages): its call goes on.
      if (inbound.era === 'modern') cancel('The client disconnected');
      exchange.abandon();
    });
    return exchange.done;
  }

  async #challengeable(call: HttpCall, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const challenge = (error as { challenge?: unknown } | null)?.challenge;
      if (typeof challenge === 'string') call.header('WWW-Authenticate', challenge);
      throw error;
    }
  }

  #refusedEarly(call: HttpCall): boolean {
    if (!this.#origins.allows(call.headers.origin)) {
      call.error(403, -32000, 'Forbidden: this Origin may not call the endpoint');
      return true;
    }
    if (call.method !== 'POST' && this.#options.legacySessions === undefined) {
      call.error(405, -32000, 'Method not allowed.', { Allow: 'POST' });
      return true;
    }
    const fault = call.method === 'POST' ? this.#bodyFault(call) : undefined;
    if (fault === undefined) return false;
    call.error(...fault);
    return true;
  }

  #bodyFault(call: HttpCall): readonly [number, number, string] | undefined {
    if (call.bodyFault !== undefined) return FAULTS[call.bodyFault];
    if (!/^\s*application\/json\s*(;|$)/i.test(call.headers['content-type'] ?? '')) return FAULTS.media_type;
    if (call.body === undefined) return FAULTS.not_json;
    if (Array.isArray(call.body)) return [400, -32600, 'Bad Request: JSON-RPC batches are not supported'];
    if (typeof call.body !== 'object' || call.body === null)
      return [400, -32600, 'Bad Request: not a JSON-RPC message'];
    return undefined;
  }
}

/** For the audit of a refused request that was not admitted. */
function claimedEra({ headers }: HttpCall): Inbound['era'] {
  return headers['mcp-protocol-version'] === MODERN_VERSION ? 'modern' : 'legacy';
}
