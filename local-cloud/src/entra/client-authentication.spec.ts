import {
  API_APP_ID,
  CONTOSO_TENANT_ID,
  DAEMON_APP_ID,
  DAEMON_CLIENT_SECRET,
  type LocalCloud,
  SPA_CLIENT_ID,
  startLocalCloud,
} from '../index.js';
import { makeCertificate } from './certificate.fixture.js';
import { MANAGED_IDENTITY_PRINCIPAL_ID, WORKLOAD_SUBJECT } from './registration.js';
import { ASSERTION_TYPE, clientAssertion, exchange, postToken } from './token.fixture.js';

let cloud: LocalCloud;
let user: string;
const certificate = makeCertificate();

beforeAll(async () => {
  cloud = await startLocalCloud();
  user = await cloud.issueToken();
});
beforeEach(() => cloud.drill({ certificates: [certificate.cert] }));
afterAll(() => cloud.close());

async function withAssertion(client_assertion: string, type = ASSERTION_TYPE) {
  return exchange(cloud, user, { client_secret: undefined, client_assertion, client_assertion_type: type });
}

it.each([
  ['a wrong secret', { client_secret: 'wrong' }, 7000215, 'invalid_client'],
  ['no credential', { client_secret: undefined }, 7000218, 'invalid_client'],
  ['an unknown app', { client_id: 'f0000000-0000-4000-8a00-0000000000f0' }, 700016, 'unauthorized_client'],
  [
    'a resource that is no client',
    { client_id: '880da380-985e-4198-81b9-e05b1cc53158' },
    700016,
    'unauthorized_client',
  ],
  ['a public client with a secret', { client_id: SPA_CLIENT_ID }, 700025, 'invalid_client'],
  [
    'an assertion without its type',
    { client_secret: undefined, client_assertion: 'x.y.z' },
    7000218,
    'invalid_client',
  ],
])('refuses %s', async (_, changed, code, error) => {
  expect(await exchange(cloud, user, changed)).toMatchObject({ status: 401, error_codes: [code], error });
});

it('takes a secret in the form, or as Basic credentials', async () => {
  const response = await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${DAEMON_APP_ID}:${DAEMON_CLIENT_SECRET}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: `api://${API_APP_ID}/.default` }),
  });
  expect(response.status).toBe(200);
});

it('takes an assertion signed with a registered certificate', async () => {
  expect((await withAssertion(await clientAssertion(cloud, certificate))).status).toBe(200);
});

const past = Math.floor(Date.now() / 1000) - 301;

it.each([
  ['expired beyond the tolerance', { nbf: past - 600, exp: past }, 700024],
  ['valid only later', { nbf: past + 700 }, 700024],
  ['for another audience', { aud: 'https://login.example/token' }, 50012],
  ['about another client', { sub: SPA_CLIENT_ID }, 50012],
  ['without jti', { jti: undefined }, 50012],
  ['without exp', { exp: undefined }, 700024],
])('refuses a certificate assertion that is %s', async (_, claims, code) => {
  const body = await withAssertion(await clientAssertion(cloud, certificate, claims));
  expect(body).toMatchObject({ status: 401, error: 'invalid_client', error_codes: [code] });
});

it('tolerates clocks that differ by less than five minutes', async () => {
  const body = await withAssertion(
    await clientAssertion(cloud, certificate, { nbf: past + 590, exp: past + 900 }),
  );
  expect(body.status).toBe(200);
});

it('refuses a certificate that is not registered, and one whose key did not sign', async () => {
  const other = makeCertificate();
  expect(await withAssertion(await clientAssertion(cloud, other))).toMatchObject({ error_codes: [700027] });
  const mixed = { ...other, thumbprintSha256: certificate.thumbprintSha256 };
  expect(await withAssertion(await clientAssertion(cloud, mixed))).toMatchObject({ error_codes: [700027] });
});

it('refuses a certificate that has expired', async () => {
  const expired = makeCertificate(0.5);
  cloud.drill({ certificates: [expired.cert] });
  expect(await withAssertion(await clientAssertion(cloud, expired))).toMatchObject({
    error_codes: [1000502],
  });
});

async function federated(claims: Record<string, unknown>, key?: string): Promise<string> {
  const trusted = {
    iss: `${cloud.url}/${CONTOSO_TENANT_ID}/v2.0`,
    sub: MANAGED_IDENTITY_PRINCIPAL_ID,
    aud: 'api://AzureADTokenExchange',
  };
  return cloud.issueToken({ app: true, key, claims: { ...trusted, ...claims } });
}

it('takes the tokens of identities it trusts: managed identity and workload', async () => {
  expect((await withAssertion(await federated({}))).status).toBe(200);
  const workload = { iss: `${cloud.url}/workload`, sub: WORKLOAD_SUBJECT };
  expect((await withAssertion(await federated(workload))).status).toBe(200);
});

it.each([
  ['issuer', { iss: 'https://other.example' }, undefined, 700211],
  ['subject', { sub: 'somebody else' }, undefined, 700213],
  ['audience', { aud: 'https://graph.microsoft.com' }, undefined, 700212],
  ['signature', {}, 'forged', 700027],
  ['lifetime', { exp: past }, undefined, 700024],
])('refuses a federated assertion with a wrong %s', async (_, claims, key, code) => {
  expect(await withAssertion(await federated(claims, key))).toMatchObject({
    status: 401,
    error_codes: [code],
  });
});

it.each([
  ['the grant type', { grant_type: undefined }, 900144, 'invalid_request'],
  ['a known grant type', { grant_type: 'password' }, 70003, 'unsupported_grant_type'],
  ['a client id', { client_id: undefined }, 900144, 'invalid_request'],
])('refuses a request without %s', async (_, changed, code, error) => {
  const form = {
    grant_type: 'client_credentials',
    client_id: DAEMON_APP_ID,
    client_secret: DAEMON_CLIENT_SECRET,
  };
  expect(await postToken(cloud, { ...form, ...changed })).toMatchObject({ error_codes: [code], error });
});
