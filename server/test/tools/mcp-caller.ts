import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import type { Product } from '../support/product.js';

/** A tool's result; its structured content read member by member. */
type Called = CallToolResult & { readonly structuredContent?: Readonly<Record<string, unknown>> };

/** A raw MCP client of 2025-11-25: one POST a call, so that status and headers can be looked at. */
export class McpCaller {
  #id = 0;

  readonly #product: Product;
  readonly #token: string;

  constructor(product: Product, token: string) {
    this.#product = product;
    this.#token = token;
  }

  post(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Response> {
    this.#id += 1;
    return this.#product.request('/mcp', {
      token: this.#token,
      json: { jsonrpc: '2.0', id: this.#id, method, params },
      headers: { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' },
    });
  }

  async call(name: string, args: Readonly<Record<string, unknown>> = {}): Promise<Called> {
    return this.#result<Called>(await this.post('tools/call', { name, arguments: args }));
  }

  async list(): Promise<readonly Tool[]> {
    return (await this.#result<{ tools: Tool[] }>(await this.post('tools/list'))).tools;
  }

  async #result<T>(response: Response): Promise<T> {
    const answer = (await response.json()) as { result?: T; error?: unknown };
    if (answer.result === undefined) throw new Error(`no result: ${JSON.stringify(answer)}`);
    return answer.result;
  }
}
