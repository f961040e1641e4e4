/** Opening connections to foreign MCP servers over Streamable HTTP. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { ChatLimits, McpServerOptions } from '../chat-options.js';
import { guardedFetch } from './guarded-fetch.js';

/** Pages of a tool list that are read before a server is taken for endless. */
const MAX_LIST_PAGES = 10;

/** What a foreign server is told about this client. */
export const CLIENT_INFO = { name: 'torii-chat', version: '1.0.0' };

/**
 * Connects in the newest era both sides know.
 * @param token gives the exchanged token of an `auth: user` server; asked before each request.
 */
export async function connectRemote(
  server: McpServerOptions,
  limits: ChatLimits,
  signal: AbortSignal,
  token?: () => Promise<string>,
): Promise<Client> {
  const url = new URL(server.url);
  const client = new Client(CLIENT_INFO, {
    capabilities: { elicitation: { form: {} } },
    versionNegotiation: { mode: 'auto' },
    inputRequired: { autoFulfill: false },
    listMaxPages: MAX_LIST_PAGES,
  });
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: guardedFetch(url.origin, limits.responseBytes),
    onInsufficientScope: 'throw',
    ...(token ? { authProvider: { token } } : {}),
  });
  await client.connect(transport, { signal, timeout: limits.connectTimeoutMs });
  return client;
}
