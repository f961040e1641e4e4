import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type Product, startProduct } from '../support/product.js';

describe('clients on the 1.x SDK, which check results against the output schema', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  async function connect(user: 'ada' | 'ben'): Promise<Client> {
    const token = await product.cloud.issueToken({ user });
    const client = new Client({ name: 'old', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${product.url}/mcp`), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      }),
    );
    return client;
  }

  it('get results of every reading tool after they have listed the tools', async () => {
    const client = await connect('ada');
    const { tools } = await client.listTools();
    expect(tools.map(({ name, outputSchema }) => [name, outputSchema?.type])).toEqual(
      tools.map(({ name }) => [name, 'object']),
    );
    expect(tools).toHaveLength(9);
    const calls: readonly (readonly [string, Record<string, unknown>])[] = [
      ['secure_ping', {}],
      ['get_user_info', {}],
      ['get_azure_ai_search_token', {}],
      ['my_profile', {}],
      ['search_documents', { query: 'travel' }],
      ['notes_list', {}],
    ];
    for (const [name, args] of calls) {
      const result = await client.callTool({ name, arguments: args });
      expect({ name, isError: result.isError === true }).toEqual({ name, isError: false });
    }
    await client.close();
  });

  it.each([
    ['my_profile', {}, 'consent_required'],
    ['search_documents', { query: 'travel' }, 'consent_required'],
    ['exchange_token_for_resource', { resource_uri: 'https://vault.azure.net' }, 'resource_not_allowed'],
    ['search_documents', {}, 'invalid_arguments'],
  ])('get code and next step when %s fails (%j: %s)', async (name, args, code) => {
    const client = await connect('ben');
    await client.listTools();
    const result = await client.callTool({ name, arguments: args as Record<string, unknown> });
    expect(result).toMatchObject({ isError: true, structuredContent: { code } });
    await client.close();
  });

  it.each([['application/json'], ['*/*'], ['application/*;q=0.8'], [null]])(
    'are answered in JSON where they accept %s',
    async (accept) => {
      const response = await product.request('/mcp', {
        json: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
        headers: { 'mcp-protocol-version': '2025-11-25', ...(accept === null ? {} : { accept }) },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('application/json');
    },
  );
});
