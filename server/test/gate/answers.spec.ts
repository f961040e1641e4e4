import { API_APP_ID } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';
import { DOOR_NAMES, knock, knockWith, metadataOf } from './door.js';

const SCOPE = `api://${API_APP_ID}/access_as_user`;
const EACH_DOOR = DOOR_NAMES.map((name) => [name] as const);

type Headers = readonly (readonly [string, string])[];
interface Row {
  readonly name: string;
  headers(token: string): Headers;
  query?(token: string): string;
}
const bearer = (value: string): Headers => [['authorization', value]];

const NO_ERROR: readonly Row[] = [
  { name: 'no credentials', headers: () => [] },
  { name: 'another scheme', headers: () => bearer('Basic YWRhOnRvcmlp') },
  { name: 'a token in the query', headers: () => [], query: (token) => `?access_token=${token}` },
  { name: 'a token in a cookie', headers: (token) => [['cookie', `access_token=${token}`]] },
  { name: 'a token without a scheme', headers: (token) => bearer(token) },
];
const MALFORMED: readonly Row[] = [
  { name: 'Bearer and nothing', headers: () => bearer('Bearer') },
  { name: 'two words', headers: (token) => bearer(`Bearer ${token} ${token}`) },
  { name: 'two credentials in a header', headers: (token) => bearer(`Bearer ${token}, Bearer ${token}`) },
  { name: 'two headers', headers: (token) => [...bearer(`Bearer ${token}`), ...bearer(`Bearer ${token}`)] },
  { name: 'no token68', headers: () => bearer('Bearer {token}') },
  {
    name: 'header and query both',
    headers: (token) => bearer(`Bearer ${token}`),
    query: (token) => `?access_token=${token}`,
  },
];

const across = (rows: readonly Row[]) =>
  rows.flatMap((row) => DOOR_NAMES.map((door) => [door, row.name, row] as const));

describe('what a caller hears, at every kind of door', () => {
  let product: Product;
  let token: string;
  beforeAll(async () => {
    product = await startProduct();
    token = await product.cloud.issueToken();
  });
  afterAll(() => product.close());

  const expectProblem = (problem: Readonly<Record<string, unknown>>, status: number): void => {
    expect(problem).toMatchObject({ status, traceId: expect.any(String), instance: expect.any(String) });
    expect(Object.keys(problem)).toEqual(expect.arrayContaining(['type', 'title', 'detail', 'code']));
  };

  it.each(EACH_DOOR)('%s: a good token enters', async (door) => {
    expect((await knockWith(product, door, token)).status).toBe(200);
  });

  it.each(across(NO_ERROR))('%s: %s is 401 without error', async (door, _name, row) => {
    const answer = await knock(product, door, row.headers(token), row.query?.(token));
    expect(answer.status).toBe(401);
    expect(answer.challenge).toEqual({
      scheme: 'Bearer',
      resource_metadata: metadataOf(product, door),
      scope: door === 'MCP' ? `${SCOPE} api://${API_APP_ID}/Notes.ReadWrite` : SCOPE,
    });
    expectProblem(answer.problem, 401);
  });

  it.each(across(MALFORMED))('%s: %s is 400 invalid_request', async (door, _name, row) => {
    const answer = await knock(product, door, row.headers(token), row.query?.(token));
    expect(answer.status).toBe(400);
    expect(answer.challenge).toMatchObject({ error: 'invalid_request' });
    expectProblem(answer.problem, 400);
  });

  it.each(EACH_DOOR)('%s: a missing scope is 403, naming what is needed', async (door) => {
    const answer = await knockWith(product, door, await product.cloud.issueToken({ scopes: ['Other.Read'] }));
    expect(answer.status).toBe(403);
    expect(answer.challenge).toMatchObject({ error: 'insufficient_scope', scope: SCOPE });
    expectProblem(answer.problem, 403);
  });

  it.each(EACH_DOOR)('%s: an app-only token is 403 insufficient_scope', async (door) => {
    const answer = await knockWith(product, door, await product.cloud.issueToken({ app: true }));
    expect(answer.status).toBe(403);
    expect(answer.challenge).toMatchObject({ error: 'insufficient_scope', scope: SCOPE });
    expectProblem(answer.problem, 403);
  });

  it('an app-only token on an on-behalf-of route says app_only_token', async () => {
    const app = await product.cloud.issueToken({ app: true });
    const json = { resource: 'https://search.azure.com' };
    const answer = await product.request('/api/obo/token', { token: app, json });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'app_only_token' });
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  it('more authentication: 401 with base64 claims where the client declares cp1, else 403 with claims', async () => {
    const json = { resource: 'https://search.azure.com' };
    const capable = await product.cloud.issueToken({ user: 'carla', capabilities: ['cp1'] });
    const challenged = await product.request('/api/obo/token', { token: capable, json });
    expect(challenged.status).toBe(401);
    const header = challenged.headers.get('www-authenticate') ?? '';
    const [, encoded = ''] = /claims="([^"]+)"/.exec(header) ?? [];
    const { claims } = (await challenged.json()) as { claims: string };
    expect(header).toContain('error="insufficient_claims"');
    expect(header).toContain('resource_metadata="');
    expect(Buffer.from(encoded, 'base64').toString()).toBe(claims);
    const plain = await product.request('/api/obo/token', {
      token: await product.cloud.issueToken({ user: 'carla' }),
      json,
    });
    expect(plain.status).toBe(403);
    expect(await plain.json()).toMatchObject({ code: 'step_up_required', claims: expect.any(String) });
  });

  it('lets a page of an allowed origin read the challenge', async () => {
    const open = await startProduct({ settings: { CORS_ORIGINS: 'https://app.contoso.example' } });
    const headers = { origin: 'https://app.contoso.example' };
    const answer = await open.request('/api/me', { token: false, headers });
    await open.close();
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.contoso.example');
    expect(answer.headers.get('access-control-expose-headers')?.toLowerCase()).toContain('www-authenticate');
  });
});
