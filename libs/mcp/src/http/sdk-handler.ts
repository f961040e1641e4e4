import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type McpHttpHandler,
} from '@modelcontextprotocol/server';
import { toWebRequest } from '@modelcontextprotocol/node';
import { toAuthInfo, type Inbound } from '../call/inbound.js';
import type { McpServerFactory } from '../server/mcp-server.factory.js';
import type { HttpCall } from './http-call.js';
import { writeResponse } from './web-response.js';
import type { LegacySessions } from './legacy-sessions.js';
import type { SealedSessions } from './sealed-session.js';

/** What the handler works with. */
export interface SdkHandlerParts {
  readonly factory: McpServerFactory;
  readonly sessions: LegacySessions | undefined;
  readonly sealed: SealedSessions;
  readonly keepAliveMs: number;
  readonly onerror: (error: Error) => void;
}

/**
 * The SDK's own HTTP handlers, with a fresh server per exchange: for whatever is not a plain request. Takes several
 * times as long, and knows the protocol's error for everything.
 */
export class SdkHandler {
  readonly #modern: McpHttpHandler;
  readonly #parts: SdkHandlerParts;

  constructor(parts: SdkHandlerParts) {
    const { factory, keepAliveMs, onerror } = parts;
    this.#parts = parts;
    this.#modern = createMcpHandler(() => factory.fresh(), { legacy: 'reject', keepAliveMs, onerror });
  }

  get notify(): McpHttpHandler['notify'] {
    return this.#modern.notify;
  }

  close(): Promise<void> {
    return this.#modern.close();
  }

  async serve(call: HttpCall, inbound: Omit<Inbound, 'era'>): Promise<void> {
    const abort = new AbortController();
    call.response.once('close', () => abort.abort());
    const request = await toWebRequest(call.raw, call.body, { signal: abort.signal });
    const legacy = await isLegacyRequest(request, call.body);
    if (legacy && request.method === 'POST' && takesJson(request.headers)) {
      request.headers.set('accept', 'application/json, text/event-stream');
    }
    const facts: Inbound = {
      ...inbound,
      era: legacy ? 'legacy' : 'modern',
      session: this.#hasSession(call, legacy),
    };
    const options = { authInfo: toAuthInfo(facts), parsedBody: call.body };
    const response = legacy
      ? await this.#legacy(call, request, options)
      : await this.#modern.fetch(request, options);
    if (facts.challenge !== undefined && !isStream(response)) throw facts.challenge;
    const session = legacy && response.ok ? this.#sessionFor(call) : undefined;
    if (session !== undefined) call.header('Mcp-Session-Id', session);
    await writeResponse(call, response, abort.signal);
  }

  /** Sessions in memory have ids of their own. */
  #sessionFor(call: HttpCall): string | undefined {
    return this.#parts.sessions === undefined ? this.#parts.sealed.idFor(call.body) : undefined;
  }

  #hasSession(call: HttpCall, legacy: boolean): boolean {
    return legacy && this.#parts.sessions !== undefined && call.headers['mcp-session-id'] !== undefined;
  }

  /** Stateless, and JSON where the SDK's own stateless leg would open an event stream for one answer. */
  async #legacy(
    call: HttpCall,
    request: Request,
    options: { readonly authInfo: AuthInfo; readonly parsedBody: unknown },
  ): Promise<Response> {
    const session = this.#parts.sessions?.route(call, options.authInfo.clientId);
    if (session !== undefined) return await session.handleRequest(request, options);
    const server = this.#parts.factory.fresh();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: true,
      keepAliveMs: this.#parts.keepAliveMs,
    });
    await server.connect(transport);
    try {
      return await transport.handleRequest(request, options);
    } finally {
      await server.close();
    }
  }
}

/** The SDK insists that 2025 clients name both types; ours are answered in JSON, so taking JSON is enough. */
function takesJson(headers: Headers): boolean {
  const accept = headers.get('accept');
  return accept === null || /(application|\*)\/(json|\*)/.test(accept);
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') === true;
}
