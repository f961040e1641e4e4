import type { OboProfile, OboResource, OboToken, Problem } from '#libs/contract';
import { API_APP_ID, CONTOSO_TENANT_ID, DEMO_USERS } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';

const SEARCH = 'https://search.azure.com';
const EXCHANGE = { grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer' };

describe('the on-behalf-of routes', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({ settings: { TOKEN_INSPECTOR: 'claims' } });
  });
  afterAll(() => product.close());
  beforeEach(() => product.cloud.journal.clear());
  afterEach(() => product.cloud.resetDrills());

  const exchange = async (
    options: { token?: string | false; resource?: unknown } = {},
  ): Promise<Response> => {
    const { token, resource = SEARCH } = options;
    return product.request('/api/obo/token', {
      json: { resource },
      ...(token === undefined ? {} : { token }),
    });
  };

  it('list the resources, each with what it is for', async () => {
    const listed = (await (await product.request('/api/obo/resources')).json()) as OboResource[];
    expect(listed.map(({ resource }) => resource)).toEqual([SEARCH, product.cloud.url]);
    expect(listed.every(({ purpose }) => purpose.length > 10)).toBe(true);
  });

  it('exchange the token of the caller: the audience changes, the person stays', async () => {
    const answer = await exchange();
    expect(answer.status).toBe(200);
    const token = (await answer.json()) as OboToken;
    const ada = DEMO_USERS.find(({ key }) => key === 'ada');
    expect(token).toMatchObject({
      resource: SEARCH,
      audience: SEARCH,
      scopes: ['user_impersonation'],
      upn: 'ada@contoso.example',
      credential: 'client-secret',
      claims: { oid: ada?.oid, tid: CONTOSO_TENANT_ID, appid: API_APP_ID, scp: 'user_impersonation' },
    });
    expect(token.expiresAt).toBeLessThan(Date.now() / 1000 + 100_000);
    expect(token.access_token).toBeUndefined();
  });

  it('serve a second exchange of the same session from memory', async () => {
    const token = await product.cloud.issueToken({ user: 'ada', claims: { uti: 'second-exchange' } });
    const answers = [await exchange({ token }), await exchange({ token })];
    const told = (await Promise.all(answers.map((answer) => answer.json()))) as OboToken[];
    expect(told.map(({ fromCache }) => fromCache)).toEqual([false, true]);
    expect(product.cloud.journal.count(EXCHANGE)).toBe(1);
  });

  it('exchange for Graph with User.Read and nothing more', async () => {
    const token = (await (await exchange({ resource: product.cloud.url })).json()) as OboToken;
    expect(token.scopes).toEqual(['User.Read']);
  });

  it('show the profile out of Graph, with both sets of claims side by side', async () => {
    const { profile, incoming, exchanged } = (await (
      await product.request('/api/obo/profile')
    ).json()) as OboProfile;
    expect(profile).toMatchObject({ displayName: 'Ada Lovelace', jobTitle: 'Head of Research' });
    expect([incoming['aud'], exchanged['aud']]).toEqual([API_APP_ID, product.cloud.url]);
    expect(incoming['oid']).toBe(exchanged['oid']);
  });

  it.each([
    ['a resource that is not listed', 'https://evil.example', 'resource_not_allowed'],
    ['a listed one with a slash', `${SEARCH}/`, 'resource_not_allowed'],
    ['an array', [SEARCH], 'validation_failed'],
    ['nothing', '', 'validation_failed'],
    ['one that is over-long', `https://search.azure.com/${'x'.repeat(60_000)}`, 'resource_not_allowed'],
  ])('refuse %s with 400 and no request to the authority', async (_what, resource, code) => {
    const answer = await exchange({ resource });
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([400, code]);
    expect(product.cloud.journal.count(EXCHANGE)).toBe(0);
  });

  it('refuse an application without a user, by name and without a request to the authority', async () => {
    const token = await product.cloud.issueToken({ app: true });
    for (const path of ['/api/obo/token', '/api/obo/profile']) {
      const answer = await product.request(path, {
        token,
        ...(path.endsWith('token') ? { json: { resource: SEARCH } } : {}),
      });
      expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'app_only_token']);
    }
    expect(product.cloud.journal.count(EXCHANGE)).toBe(0);
  });

  it('refuse a caller without a token before anything else', async () => {
    const answer = await exchange({ token: false });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('resource_metadata=');
  });
});

describe('TOKEN_INSPECTOR', () => {
  const ask = async (
    level: string,
    body: object = {},
  ): Promise<{ token: Record<string, unknown>; profile: Record<string, unknown> }> => {
    const product = await startProduct({ settings: { TOKEN_INSPECTOR: level } });
    const token = await product.request('/api/obo/token', { json: { resource: SEARCH, ...body } });
    const profile = await product.request('/api/obo/profile');
    const told = { token: await token.json(), profile: await profile.json() };
    await product.close();
    return told as Awaited<ReturnType<typeof ask>>;
  };

  it('off shows no claims at all, and says so', async () => {
    const { token, profile } = await ask('off');
    expect(Object.keys(token)).not.toEqual(expect.arrayContaining(['claims']));
    expect([token['note'], profile['note']]).toEqual([
      expect.stringContaining('TOKEN_INSPECTOR'),
      expect.anything(),
    ]);
    expect(JSON.stringify({ token, profile })).not.toMatch(/eyJ|incoming|exchanged|"claims"/);
    expect(token['audience']).toBe(SEARCH);
  });

  it('full shows the token itself to whoever asks for it', async () => {
    const { token } = await ask('full', { raw: true });
    expect(String(token['access_token']).split('.')).toHaveLength(3);
  });

  it.each([
    ['full', {}],
    ['full', { raw: false }],
    ['full', { raw: null }],
    ['claims', { raw: true }],
    ['off', { raw: true }],
  ])('%s keeps the token at the server for %o', async (level, body) => {
    const { token } = await ask(level, body);
    expect(token['audience']).toBe(SEARCH);
    expect(JSON.stringify(token)).not.toMatch(/access_token|eyJ/);
  });

  it('takes nothing but true and false for raw', async () => {
    const product = await startProduct({ settings: { TOKEN_INSPECTOR: 'full' } });
    const answer = await product.request('/api/obo/token', { json: { resource: SEARCH, raw: 'yes' } });
    const problem = (await answer.json()) as { errors?: unknown };
    await product.close();
    expect(answer.status).toBe(400);
    expect(problem.errors).toEqual([expect.objectContaining({ field: 'raw' })]);
  });
});
