/** Answers of a foreign MCP server that are not as they should be. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Streamed } from './chat-client.js';

/** What a run went without, by its own word. */
export const leftOut = ({ frames }: Streamed): unknown =>
  frames.find(({ event }) => event['name'] === 'mcp_tools_left_out')?.event['value'];

/** Answers one method of the 2026 era by hand, and lets everything else through. */
export const answering =
  (method: string, result: (body: { id: unknown; params?: Record<string, unknown> }) => object) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.headers['mcp-method'] !== method) return false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        id: unknown;
        params?: Record<string, unknown>;
      };
      const answer = { jsonrpc: '2.0', id: body.id, result: { resultType: 'complete', ...result(body) } };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    return true;
  };

/** A tool that is as it should be. */
export const search = {
  name: 'search',
  inputSchema: { type: 'object', properties: { query: { type: 'string' } } },
  annotations: { readOnlyHint: true },
};
/** A list that is not to be kept. */
export const fresh = { ttlMs: 0, cacheScope: 'private' };
