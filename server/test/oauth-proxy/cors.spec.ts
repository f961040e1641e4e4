import { type Product, startProduct } from '../support/product.js';

/** Where clients that are pages of another origin call: nothing there is authenticated by cookies. */
const OPEN: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/.well-known/oauth-authorization-server/mcp'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-protected-resource/mcp'],
  ['POST', '/register'],
  ['POST', '/token'],
];
const ORIGIN = 'https://client.example';

describe.each([
  ['no origin of CORS_ORIGINS', {}],
  ['another origin in CORS_ORIGINS', { CORS_ORIGINS: 'https://app.example' }],
])('pages of any origin, with %s', (_title, settings) => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ settings });
  });
  afterAll(() => product?.close());

  const request = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(product.url + path, { method, headers: { origin: ORIGIN, ...headers } });

  it.each(OPEN)('may call %s %s', async (method, path) => {
    expect((await request(method, path)).headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await request('OPTIONS', path, {
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type,mcp-protocol-version',
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
  });

  it.each(['/authorize', '/oauth/callback', '/api/me'])('may not read %s', async (path) => {
    expect((await request('GET', path)).headers.get('access-control-allow-origin')).toBeNull();
  });
});
