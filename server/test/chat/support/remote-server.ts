/** A foreign MCP server over real HTTP, in one era or the other, honest or hostile. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Serves `/mcp` with the tools that `register` gives each server instance. */
export class RemoteServer {
  /** `Authorization` of every request. */
  readonly authorizations: (string | undefined)[] = [];
  requests = 0;
  url = '';
  /** Answers itself and returns true, or lets the request through. */
  intercept: Intercept = () => false;
  register: (server: McpServer) => void = registerSearch;
  readonly #handler = toNodeHandler(
    createMcpHandler(() => {
      const server = new McpServer(
        { name: 'remote', version: '1' },
        { cacheHints: { 'tools/list': { ttlMs: 60_000 } } },
      );
      this.register(server);
      return server;
    }),
  );
  readonly #server = createServer((request, response) => {
    this.requests++;
    this.authorizations.push(request.headers.authorization);
    if (!this.intercept(request, response)) void this.#handler(request, response);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One read-only tool `search`. */
export function registerSearch(server: McpServer): void {
  server.registerTool(
    'search',
    {
      title: 'Search there',
      description: 'Searches there',
      inputSchema: z.object({ query: z.string() }),
      annotations: { readOnlyHint: true },
    },
    ({ query }) => ({ content: [{ type: 'text', text: `found ${query}` }] }),
  );
}
