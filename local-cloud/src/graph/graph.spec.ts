import { type LocalCloud, startLocalCloud } from '../index.js';

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startLocalCloud();
});
afterEach(() => cloud.close());

async function graph(path: string, token: string): Promise<Response> {
  return fetch(`${cloud.url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
}

it('answers the profile of the person the token is about', async () => {
  const response = await graph('/me', await cloud.issueToken({ audience: cloud.url, scopes: ['User.Read'] }));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    displayName: 'Ada Lovelace',
    userPrincipalName: 'ada@contoso.example',
  });
});

it('answers only what $select names', async () => {
  const token = await cloud.issueToken({
    user: 'ben',
    audience: 'https://graph.microsoft.com',
    scopes: ['User.Read'],
  });
  const body = (await (await graph('/me?$select=displayName,department', token)).json()) as object;
  expect(Object.keys(body)).toEqual(['@odata.context', 'displayName', 'department']);
  expect((await graph('/me?$select=secret', token)).status).toBe(400);
});

it('has no photo of anybody', async () => {
  const token = await cloud.issueToken({ audience: cloud.url, scopes: ['User.Read'] });
  const response = await graph('/me/photo/$value', token);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: 'ImageNotFound' } });
});

it.each([
  ['for the API', {}],
  ['expired', { lifetimeSeconds: -60 }],
  ['signed by a key nobody knows', { key: 'unpublished' }],
  ['of another issuer', { claims: { iss: 'https://evil.example/' } }],
])('refuses a token %s as InvalidAuthenticationToken', async (_, options) => {
  const audience = Object.keys(options).length > 0 ? { audience: cloud.url, scopes: ['User.Read'] } : {};
  const response = await graph('/me', await cloud.issueToken({ ...audience, ...options }));
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
});

it('refuses a token without User.Read', async () => {
  const response = await graph('/me', await cloud.issueToken({ audience: cloud.url, scopes: ['Mail.Read'] }));
  expect(response.status).toBe(403);
});

it('challenges a revoked person with a claims request, and only that person', async () => {
  const options = { audience: cloud.url, scopes: ['User.Read'] };
  const ada = await cloud.issueToken({ ...options, user: 'ada' });
  const ben = await cloud.issueToken({ ...options, user: 'ben' });
  cloud.drill({ revoke: ['ada'] });
  const challenged = await graph('/me', ada);
  const header = challenged.headers.get('www-authenticate') ?? '';
  const claims = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
  expect(challenged.status).toBe(401);
  expect(header).toContain('error="insufficient_claims"');
  expect(JSON.parse(Buffer.from(claims, 'base64').toString('utf8'))).toHaveProperty(
    'access_token.nbf.essential',
    true,
  );
  expect((await graph('/me', ben)).status).toBe(200);
  expect((await graph('/me', await cloud.issueToken({ ...options, user: 'ada' }))).status).toBe(200);
});
