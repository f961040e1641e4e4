/** Opening connections to foreign MCP servers over Streamable HTTP. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { OboError } from '#libs/obo';
import type { ChatLimits, McpServerOptions } from '../chat-options.js';
import { AnswerReader } from './answer-reader.js';
import { guardedFetch } from './guarded-fetch.js';
import type { ServerToken } from './server-token.js';

/** `clientInfo` for foreign servers. */
export const CLIENT_INFO = { name: 'torii-chat', version: '1.0.0' };

/** A connected client of a foreign server, and what stands between it and the transport. */
export interface RemoteClient {
  readonly client: Client;
  readonly reader: AnswerReader;
}

/**
 * Connects in the newest era both sides know.
 * @param token the exchanged token of an `auth: user` server; asked before each request.
 */
export async function connectRemote(
  server: McpServerOptions,
  limits: ChatLimits,
  signal: AbortSignal,
  token?: ServerToken,
): Promise<RemoteClient> {
  const url = new URL(server.url);
  const client = new Client(CLIENT_INFO, {
    capabilities: { elicitation: { form: {} } },
    versionNegotiation: { mode: 'auto' },
    inputRequired: { autoFulfill: false },
  });
  const guarded = guardedFetch(url.origin, limits.responseBytes);
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: async (to, init) => {
      const response = await guarded(to, init);
      token?.watch(response);
      return response;
    },
    onInsufficientScope: 'throw',
    ...(token ? { authProvider: token } : {}),
  });
  const reader = new AnswerReader();
  reader.attach(transport);
  try {
    await client.connect(transport, { signal, timeout: limits.connectTimeoutMs });
  } catch (error) {
    throw token?.explain(error) ?? error;
  }
  return { client, reader };
}

/** A short reason out of a fixed list: a foreign server's words, or a token's, must not get into events. */
export function reasonOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, status, name } = at as Error & { code?: unknown; status?: unknown };
    if (at instanceof OboError) return at.code;
    if (code === 'response_too_large' || code === 'foreign_host') return code;
    if (status === 401 || status === 403 || name === 'UnauthorizedError') return 'unauthorized';
    if (code === 'REQUEST_TIMEOUT' || name === 'TimeoutError') return 'timeout';
    if (typeof status === 'number') return `http_${status}`;
  }
  return 'unreachable';
}
