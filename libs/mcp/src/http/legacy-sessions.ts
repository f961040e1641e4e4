import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  WebStandardStreamableHTTPServerTransport,
  type McpServer,
} from '@modelcontextprotocol/server';
import { LRUCache } from 'lru-cache';
import type { LegacySessionOptions } from '../mcp.options.js';
import type { McpServerFactory } from '../server/mcp-server.factory.js';
import type { HttpCall } from './http-call.js';

interface Session {
  readonly owner: string;
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
}

type Handle = Pick<WebStandardStreamableHTTPServerTransport, 'handleRequest'>;

const UNKNOWN: Handle = {
  handleRequest: async () =>
    Response.json(
      { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null },
      { status: 404 },
    ),
};

/**
 * Sessions of 2025 clients: optional, in memory, bounded, each bound to the caller that opened it. With them the
 * server can ask a client something in the middle of a call.
 */
export class LegacySessions {
  readonly #sessions: LRUCache<string, Session>;
  readonly #factory: McpServerFactory;

  constructor(factory: McpServerFactory, options: LegacySessionOptions) {
    this.#factory = factory;
    this.#sessions = new LRUCache({
      max: options.max,
      ttl: options.idleMs,
      updateAgeOnGet: true,
      dispose: ({ server }) => void server.close(),
    });
  }

  /** Who serves a request: its session, a new one, nobody (404 for a session that is not the caller's), or the stateless leg. */
  route(call: HttpCall, owner: string): Handle | undefined {
    const id = call.headers['mcp-session-id'];
    if (id === undefined) return isInitializeRequest(call.body) ? this.#opening(owner) : undefined;
    const session = this.#sessions.get(String(id));
    return session === undefined || session.owner !== owner ? UNKNOWN : session.transport;
  }

  close(): void {
    this.#sessions.clear();
  }

  #opening(owner: string): Handle {
    return {
      handleRequest: async (request, options) => {
        const server = this.#factory.fresh();
        const transport = new WebStandardStreamableHTTPServerTransport({
          sessionIdGenerator: randomUUID,
          onsessioninitialized: (id) => void this.#sessions.set(id, { owner, server, transport }),
          onsessionclosed: (id) => void this.#sessions.delete(id),
        });
        await server.connect(transport);
        return await transport.handleRequest(request, options);
      },
    };
  }
}
