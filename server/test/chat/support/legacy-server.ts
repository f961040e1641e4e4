/** A server of the 2025 era, with sessions, built with the SDK of that era: it asks in the middle of a call. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

export class LegacyServer {
  url = '';
  readonly answers: unknown[] = [];
  readonly #sessions = new Map<string, StreamableHTTPServerTransport>();
  readonly #server = createServer((request, response) => {
    const known = this.#sessions.get(String(request.headers['mcp-session-id']));
    void (async () => (known ?? (await this.#open())).handleRequest(request, response))();
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  async stop(): Promise<void> {
    // Ends the questions that nobody answered any more.
    for (const transport of this.#sessions.values()) await transport.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #open(): Promise<StreamableHTTPServerTransport> {
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void this.#sessions.set(id, transport),
    });
    const mcp = new McpServer({ name: 'legacy', version: '1' });
    mcp.registerTool('order', { description: 'Orders', annotations: { readOnlyHint: true } }, async () => {
      const answer = await mcp.server.elicitInput({
        message: 'How many?',
        requestedSchema: { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] },
      });
      this.answers.push(answer);
      return {
        content: [{ type: 'text', text: `${answer.action} ${JSON.stringify(answer.content ?? {})}` }],
      };
    });
    await mcp.connect(transport);
    return transport;
  }
}
