import { API_APP_ID } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';
import { McpCaller } from '../tools/mcp-caller.js';

type Json = Readonly<Record<string, unknown>>;
const CALL = { jsonrpc: '2.0', id: 'call-7', method: 'tools/call' };
const ACCEPT = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' };
const SCOPES = [`api://${API_APP_ID}/access_as_user`, `api://${API_APP_ID}/Notes.ReadWrite`];

function send(product: Product, token: string | false, json: unknown, path = '/mcp'): Promise<Response> {
  return product.request(path, { token, json, headers: ACCEPT });
}

describe('refusals at /mcp', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  const ping = { ...CALL, params: { name: 'secure_ping', arguments: {} } };
  const add = { ...CALL, params: { name: 'notes_add', arguments: { title: 'a', text: 'b' } } };
  const rows: readonly (readonly [string, () => Promise<string | false>, Json, number, string])[] = [
    ['no token', async () => false, ping, 401, 'unauthenticated'],
    ['a bad token', async () => 'aGVsbG8.d29ybGQ.IQ', ping, 401, 'invalid_token'],
    ['a missing scope', () => product.cloud.issueToken({ user: 'ben' }), add, 403, 'insufficient_scope'],
    ['an app alone', () => product.cloud.issueToken({ app: true }), ping, 403, 'insufficient_scope'],
  ];

  it.each(rows)(
    'answer %s with a body that JSON-RPC and HTTP clients can read',
    async (_why, token, call, status, code) => {
      const response = await send(product, await token(), call);
      const body = (await response.json()) as Json;
      expect([response.status, response.headers.get('content-type')]).toEqual([
        status,
        'application/json; charset=utf-8',
      ]);
      expect(body).toMatchObject({ jsonrpc: '2.0', id: 'call-7', status, code, instance: '/mcp' });
      expect(body).toMatchObject({
        title: expect.any(String),
        detail: expect.any(String),
        traceId: expect.any(String),
      });
      expect(body['error']).toMatchObject({
        code: expect.any(Number),
        message: body['detail'],
        data: { code, status },
      });
      expect(response.headers.get('www-authenticate')).toContain('Bearer ');
    },
  );

  it('answer 503 with such a body too, while the keys are not available', async () => {
    const away = await startProduct({ settings: { ENTRA_AUTHORITY_HOST: 'http://127.0.0.1:9' } });
    const response = await send(away, await product.cloud.issueToken(), ping);
    await away.close();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      jsonrpc: '2.0',
      id: 'call-7',
      status: 503,
      error: { data: {} },
    });
  });

  it.each([
    ['a notification', { jsonrpc: '2.0', method: 'notifications/initialized' }],
    ['an id that JSON-RPC does not know', { ...ping, id: null }],
    ['a batch', [ping]],
  ])('are plain problems for %s', async (_what, json) => {
    const response = await send(product, false, json);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(Object.keys((await response.json()) as Json)).not.toContain('jsonrpc');
  });

  it('are the same at /mcp/, which is /mcp', async () => {
    const refused = await send(product, false, ping, '/mcp/');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/mcp"');
    const served = await send(product, await product.cloud.issueToken(), ping, '/mcp/');
    expect(await served.json()).toMatchObject({ id: 'call-7', result: { structuredContent: { ok: true } } });
    const metadata = await product.request('/.well-known/oauth-protected-resource/mcp/', { token: false });
    expect(await metadata.json()).toMatchObject({ resource: `${product.url}/mcp` });
  });

  it('name every scope that a tool needs, as the metadata does', async () => {
    const refused = await send(product, false, ping);
    expect(refused.headers.get('www-authenticate')).toContain(`scope="${SCOPES.join(' ')}"`);
    const metadata = await product.request('/.well-known/oauth-protected-resource', { token: false });
    expect(await metadata.json()).toMatchObject({ scopes_supported: SCOPES });
  });
});

describe('MCP_SIGN_IN_SCOPES=base', () => {
  it('asks for the required scope only', async () => {
    const product = await startProduct({ settings: { MCP_SIGN_IN_SCOPES: 'base' } });
    const refused = await send(product, false, CALL);
    const metadata = await product.request('/.well-known/oauth-protected-resource/mcp', { token: false });
    await product.close();
    expect(refused.headers.get('www-authenticate')).toContain(`scope="${SCOPES[0]}"`);
    expect(await metadata.json()).toMatchObject({ scopes_supported: [SCOPES[0]] });
  });
});

describe('the rate limit at /mcp', () => {
  it('counts tool calls only, and answers one too many with a failed result', async () => {
    const product = await startProduct({ settings: { RATE_LIMIT_PER_MINUTE: '2' } });
    try {
      const ada = new McpCaller(product, await product.cloud.issueToken({ user: 'ada' }));
      const carla = new McpCaller(product, await product.cloud.issueToken({ user: 'carla' }));
      for (let list = 0; list < 5; list += 1) expect(await ada.list()).toHaveLength(9);
      const pings = [
        await ada.call('secure_ping'),
        await ada.call('secure_ping'),
        await ada.call('secure_ping'),
      ];
      expect(pings.map(({ isError = false }) => isError)).toEqual([false, false, true]);
      expect(pings[2]?.structuredContent).toEqual({
        code: 'rate_limited',
        retryAfterSeconds: expect.any(Number),
        message: expect.stringContaining('Try again in'),
      });
      expect(await carla.call('secure_ping')).not.toHaveProperty('isError');
    } finally {
      await product.close();
    }
  });
});

describe('what clients send and read', () => {
  let product: Product;
  let ada: McpCaller;
  beforeAll(async () => {
    product = await startProduct();
    ada = new McpCaller(product, await product.cloud.issueToken({ user: 'ada' }));
  });
  afterAll(() => product.close());

  it.each([
    ['a refused exchange', 'exchange_token_for_resource', { resource_uri: 'https://vault.azure.net' }],
    ['invalid arguments', 'search_documents', {}],
    ['a tool error', 'notes_delete', { id: 'none' }],
  ])('carries the text of %s in the structure too', async (_what, name, args) => {
    const { content, structuredContent } = await ada.call(name, args);
    const [text] = content;
    expect(structuredContent).toMatchObject({ code: expect.any(String) });
    expect(structuredContent?.['message']).toBe(text?.type === 'text' ? text.text : 'no text');
  });

  it.each([
    ['notes_list', { query: null }],
    ['search_documents', { query: 'travel', top: null }],
  ])('takes null for an optional argument of %s as absent', async (name, args) => {
    expect(await ada.call(name, args)).not.toHaveProperty('isError');
  });

  it('refuses null for a required argument', async () => {
    expect((await ada.call('search_documents', { query: null })).structuredContent).toMatchObject({
      code: 'invalid_arguments',
    });
  });
});
