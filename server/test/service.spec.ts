import type { Problem } from '#libs/contract';
import { type Product, startProduct } from './support/product.js';

const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

describe('the service around the features', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it('is alive and ready, and says so to anybody', async () => {
    expect((await product.request('/api/health/live', { token: false })).status).toBe(200);
    const ready = await product.request('/api/health/ready', { token: false });
    expect(await ready.json()).toEqual({ status: 'ok' });
  });

  it('hands the browser what it needs to sign somebody in', async () => {
    const config = await (await product.request('/api/config', { token: false })).json();
    const { host } = new URL(product.cloud.url);
    expect(config).toMatchObject({
      local: true,
      knownAuthorities: [host],
      features: { chat: true, obo: true, search: true },
    });
    expect(config.authority).toBe(`https://${host}/${config.tenantId}`);
    expect(JSON.parse(config.authorityMetadata)).toMatchObject({
      issuer: `${product.cloud.url}/${config.tenantId}/v2.0`,
    });
    expect(config.apiScope).toMatch(/^api:\/\/.+\/access_as_user$/);
  });

  it('tells who the caller is', async () => {
    const me = await (await product.request('/api/me')).json();
    expect(me).toMatchObject({ name: 'Ada Lovelace', upn: 'ada@contoso.example', tokenVersion: '2.0' });
    expect(me).not.toHaveProperty('token');
  });

  it('does not tell a stranger which routes exist', async () => {
    const [unknown, known] = await Promise.all(
      ['/api/nothing/here', '/api/me'].map((path) => product.request(path, { token: false })),
    );
    expect([unknown?.status, known?.status]).toEqual([401, 401]);
    expect(unknown?.headers.get('www-authenticate')).toBe(known?.headers.get('www-authenticate'));
  });

  it('answers an unknown route with a problem once the caller is known', async () => {
    const response = await product.request('/api/nothing/here?secret=1');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await problemOf(response)).toMatchObject({
      code: 'not_found',
      status: 404,
      instance: '/api/nothing/here',
    });
  });

  it('takes the trace id of the caller', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    expect((await problemOf(await product.request('/api/nope', { headers }))).traceId).toBe(traceId);
  });

  it.each(['/api/obo/token', '/mcp'])(
    'refuses broken JSON at %s with 400, and without a token with 401',
    async (path) => {
      const broken = {
        method: 'POST',
        body: '{"resource":',
        headers: { 'content-type': 'application/json' },
      };
      expect((await product.request(path, broken)).status).toBe(400);
      expect((await product.request(path, { ...broken, token: false })).status).toBe(401);
    },
  );

  it.each(['/api/obo/token', '/mcp', '/api/chat/runs'])(
    'refuses a body of 2 MB at %s and lives on',
    async (path) => {
      const response = await product.request(path, { json: { text: 'x'.repeat(2 * 1024 * 1024) } });
      expect(response.status).toBe(413);
      expect((await product.request('/api/health/live', { token: false })).status).toBe(200);
    },
  );

  it('names the faulty field of a request and how to mend it', async () => {
    const response = await product.request('/api/obo/token', { json: { resource: 7 } });
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toHaveProperty(
      'errors',
      expect.arrayContaining([{ field: 'resource', message: 'resource must be a string' }]),
    );
  });

  it('takes a request that names a JSON body and has none', async () => {
    const headers = { 'content-type': 'application/json' };
    const created = await product.request('/api/chat/threads', { method: 'POST', headers });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    expect((await product.request(`/api/chat/threads/${id}`, { method: 'DELETE', headers })).status).toBe(
      204,
    );
    expect((await product.request('/api/chat/runs/nope/cancel', { method: 'POST', headers })).status).toBe(
      404,
    );
  });

  it.each([
    ['/api/%zz', 400],
    ['/api', 401],
  ])('answers %s with a problem', async (path, status) => {
    const response = await product.request(path, { token: false });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('answers headers beyond all measure with a problem', async () => {
    const response = await product.request('/api/me', { token: 'x'.repeat(70_000) });
    expect(response.status).toBe(431);
    expect(await problemOf(response)).toMatchObject({ code: 'header_too_large' });
  });

  it('refuses an address longer than any route needs', async () => {
    expect((await product.request(`/api/me?x=${'y'.repeat(5000)}`)).status).toBe(414);
  });

  it('sends strict headers with every answer', async () => {
    const { headers } = await product.request('/api/me');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it('serves OpenAPI with the sign-in of the authority', async () => {
    const document = await (await product.request('/api/docs-json', { token: false })).json();
    const { flows } = document.components.securitySchemes.bearer;
    expect(flows.authorizationCode.authorizationUrl).toContain(product.cloud.url);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/me', '/api/obo/token', '/api/chat/runs']),
    );
    const page = await product.request('/api/docs', { token: false, headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('leaves the sign-in window of Swagger UI its opener, and no other page', async () => {
    const policies = [];
    for (const path of ['/api/docs', '/api/docs/oauth2-redirect.html', '/api/config']) {
      const { headers } = await product.request(path, { token: false });
      policies.push(headers.get('cross-origin-opener-policy'));
    }
    expect(policies).toEqual(['same-origin-allow-popups', 'unsafe-none', 'same-origin']);
  });
});

describe('the rate limit', () => {
  it('counts each user and route group apart, and sends when to come back', async () => {
    const product = await startProduct({ settings: { RATE_LIMIT_PER_MINUTE: '2' } });
    try {
      const ada = await product.cloud.issueToken({ user: 'ada' });
      const carla = await product.cloud.issueToken({ user: 'carla' });
      const statuses = [];
      for (let call = 0; call < 3; call += 1)
        statuses.push((await product.request('/api/me', { token: ada })).status);
      expect(statuses).toEqual([200, 200, 429]);
      const refused = await product.request('/api/me', { token: ada });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await problemOf(refused)).toMatchObject({ code: 'rate_limited' });
      expect((await product.request('/api/me', { token: carla })).status).toBe(200);
      expect((await product.request('/api/obo/resources', { token: ada })).status).toBe(200);
    } finally {
      await product.close();
    }
  });
});
