import { decodeJwt } from 'jose';
import {
  API_APP_ID,
  FABRIKAM_TENANT_ID,
  type IssueTokenOptions,
  type LocalCloud,
  startLocalCloud,
} from '../index.js';
import { exchange } from './token.fixture.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(() => cloud.resetDrills());
afterAll(() => cloud.close());

it.each([
  ['for another audience', { audience: 'https://graph.microsoft.com', scopes: ['User.Read'] }, 500131],
  ['expired', { lifetimeSeconds: -10 }, 500133],
  ['not valid yet', { claims: { nbf: 4_000_000_000 } }, 500133],
  ['signed by an unknown key', { key: 'unpublished' }, 50013],
  ['with a forged signature', { key: 'forged' }, 50013],
  ['of another issuer', { claims: { iss: 'https://evil.example/' } }, 50013],
  ['of an app', { app: true }, 7000114],
  ['that is an id_token', { claims: { scp: undefined } }, 240002],
  ['of nobody we know', { claims: { oid: '00000000-0000-4000-8a00-00000000dead' } }, 50177],
] as [string, IssueTokenOptions, number][])('refuses an assertion %s', async (_, options, code) => {
  const body = await exchange(cloud, await cloud.issueToken(options));
  expect(body).toMatchObject({ status: 400, error: 'invalid_grant', error_codes: [code] });
  expect(body.error_description).toMatch(
    new RegExp(`^AADSTS${code}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: \\d{4}-\\d\\d-\\d\\d .+Z$`),
  );
});

it.each([
  ['no assertion', { assertion: undefined }, 900144],
  ['no requested_token_use', { requested_token_use: undefined }, 900144],
  ['an unknown resource', { scope: 'https://unknown.example/.default' }, 500011],
  ['a resource it is not registered for', { scope: 'api://AzureADTokenExchange/.default' }, 650057],
  ['a scope the resource does not have', { scope: 'https://search.azure.com/Everything' }, 650053],
  ['scopes of two resources', { scope: 'https://search.azure.com/.default User.Read' }, 28002],
  ['claims that are no JSON', { claims: '{' }, 9002313],
])('refuses a request with %s', async (_, changed, code) => {
  expect(await exchange(cloud, await cloud.issueToken(), changed)).toMatchObject({ error_codes: [code] });
});

it('refuses an assertion of one tenant at the other', async () => {
  const body = await exchange(cloud, await cloud.issueToken(), {}, FABRIKAM_TENANT_ID);
  expect(body).toMatchObject({ error_codes: [50013] });
});

it('takes v1 assertions as well as v2 ones', async () => {
  for (const audience of [`api://${API_APP_ID}`, 'http://localhost:3000/mcp', 'http://localhost:4567/mcp/']) {
    const body = await exchange(cloud, await cloud.issueToken({ version: '1.0', audience }));
    expect(body.status).toBe(200);
  }
});

it('sends Ben to consent, and grants after it', async () => {
  const ben = await cloud.issueToken({ user: 'ben' });
  const refused = await exchange(cloud, ben);
  expect(refused).toMatchObject({ status: 400, error_codes: [65001], suberror: 'consent_required' });
  expect(refused.error).toBe('invalid_grant');
});

it('sends Carla through MFA for Search only', async () => {
  const carla = await cloud.issueToken({ user: 'carla' });
  const refused = await exchange(cloud, carla);
  expect(refused).toMatchObject({
    error: 'interaction_required',
    suberror: 'basic_action',
    error_codes: [50076],
  });
  expect(JSON.parse(refused.claims ?? '')).toHaveProperty('access_token.capolids.essential', true);
  expect((await exchange(cloud, carla, { scope: `${cloud.url}/User.Read` })).status).toBe(200);
  const strong = await exchange(cloud, await cloud.issueToken({ user: 'carla', mfa: true }), {
    claims: refused.claims,
  });
  expect(decodeJwt(strong.access_token ?? '')['amr']).toEqual(['pwd', 'mfa']);
});

it('gives the guest a token of the resource tenant', async () => {
  const body = await exchange(cloud, await cloud.issueToken({ user: 'guest' }));
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({
    idp: `https://sts.windows.net/${FABRIKAM_TENANT_ID}/`,
    acct: 1,
  });
});

it('names Graph by the local endpoint, and answers a day-long token to a client that understands challenges', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const body = await exchange(cloud, await cloud.issueToken(), { scope: `${cloud.url}/.default`, claims });
  expect(body).toMatchObject({
    status: 200,
    expires_in: 86_399,
    scope: `${cloud.url}/User.Read ${cloud.url}/.default`,
  });
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({ aud: cloud.url, xms_cc: ['cp1'], ver: '1.0' });
});

it('refuses an assertion that was issued before a revocation', async () => {
  const before = await cloud.issueToken();
  cloud.drill({ revoke: ['ada'] });
  expect(await exchange(cloud, before)).toMatchObject({ error_codes: [50173] });
  expect((await exchange(cloud, await cloud.issueToken())).status).toBe(200);
  cloud.resetDrills();
  expect((await exchange(cloud, before)).status).toBe(200);
});

it('echoes the correlation id of the client, in the body and in the sentence', async () => {
  const id = '12345678-1234-4234-8234-123456789abc';
  const body = await exchange(cloud, 'no token', { 'client-request-id': id });
  expect(body).toMatchObject({ error_codes: [50013], correlation_id: id });
  expect(body.error_description).toContain(`Correlation ID: ${id}`);
});

it('tells an API that a drill adds on a loopback port from the product itself', async () => {
  cloud.drill({ resources: ['http://localhost:5555/mcp'] });
  const body = await exchange(cloud, await cloud.issueToken(), {
    scope: 'http://localhost:5555/mcp/.default',
  });
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({
    aud: 'http://localhost:5555/mcp',
    appid: API_APP_ID,
  });
});

it('exchanges for APIs and policies that drills add', async () => {
  cloud.drill({
    resources: ['api://reports'],
    policies: [
      { user: 'ada', resource: 'api://reports', control: 'block' },
      { user: 'guest', resource: 'api://reports', control: 'mfa' },
    ],
  });
  const asked = { scope: 'api://reports/.default' };
  expect(await exchange(cloud, await cloud.issueToken(), asked)).toMatchObject({ error_codes: [53003] });
  expect(await exchange(cloud, await cloud.issueToken({ user: 'guest' }), asked)).toMatchObject({
    error_codes: [50076],
  });
  const body = await exchange(cloud, await cloud.issueToken({ user: 'carla' }), asked);
  expect(decodeJwt(body.access_token ?? '')['aud']).toBe('api://reports');
});
