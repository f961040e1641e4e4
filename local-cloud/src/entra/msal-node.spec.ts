import {
  ConfidentialClientApplication,
  InteractionRequiredAuthError,
  type NodeAuthOptions,
  ServerError,
} from '@azure/msal-node';
import { decodeJwt } from 'jose';
import {
  API_APP_ID,
  API_CLIENT_SECRET,
  CONTOSO_TENANT_ID,
  DAEMON_APP_ID,
  DAEMON_CLIENT_SECRET,
  type LocalCloud,
  managedIdentitySettings,
  startLocalCloud,
} from '../index.js';
import { makeCertificate } from './certificate.fixture.js';
import { SEARCH } from './token.fixture.js';

let cloud: LocalCloud;
let authorityMetadata: string;
beforeAll(async () => {
  cloud = await startLocalCloud();
  const url = `${cloud.url}/${CONTOSO_TENANT_ID}/v2.0/.well-known/openid-configuration`;
  authorityMetadata = await (await fetch(url)).text();
});
afterEach(() => cloud.resetDrills());
afterAll(() => cloud.close());

/** MSAL wants an https authority string; with metadata given it is never contacted. */
function client(credential: Partial<NodeAuthOptions>, clientId = API_APP_ID): ConfidentialClientApplication {
  const { host } = new URL(cloud.url);
  const authority = `https://${host}/${CONTOSO_TENANT_ID}`;
  const auth = { clientId, authority, knownAuthorities: [host], authorityMetadata, ...credential };
  return new ConfidentialClientApplication({ auth });
}

async function managedIdentityToken(): Promise<string> {
  const settings = managedIdentitySettings(cloud.url);
  const query = `api-version=2019-08-01&resource=api://AzureADTokenExchange&client_id=${settings['UMI_CLIENT_ID']}`;
  const headers = { 'x-identity-header': settings['IDENTITY_HEADER'] ?? '' };
  const response = await fetch(`${settings['IDENTITY_ENDPOINT']}?${query}`, { headers });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function expectSearchToken(application: ConfidentialClientApplication): Promise<void> {
  const request = { oboAssertion: await cloud.issueToken(), scopes: [SEARCH] };
  const result = await application.acquireTokenOnBehalfOf(request);
  expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
    aud: 'https://search.azure.com',
    upn: 'ada@contoso.example',
  });
  const again = await application.acquireTokenOnBehalfOf(request);
  expect(again?.fromCache).toBe(true);
}

it('exchanges with a client secret', () => expectSearchToken(client({ clientSecret: API_CLIENT_SECRET })));

it('exchanges with a certificate', async () => {
  const { cert, key, thumbprintSha256 } = makeCertificate();
  cloud.drill({ certificates: [cert] });
  await expectSearchToken(client({ clientCertificate: { thumbprintSha256, privateKey: key, x5c: cert } }));
});

it('exchanges with a managed identity as federated credential', () =>
  expectSearchToken(client({ clientAssertion: managedIdentityToken })));

it('gets app-only tokens', async () => {
  const daemon = client({ clientSecret: DAEMON_CLIENT_SECRET }, DAEMON_APP_ID);
  const result = await daemon.acquireTokenByClientCredential({ scopes: [`api://${API_APP_ID}/.default`] });
  expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({ roles: ['Tasks.Run.All'], idtyp: 'app' });
});

async function refusal(user: 'ada' | 'ben' | 'carla', claims?: string): Promise<unknown> {
  const application = client({ clientSecret: API_CLIENT_SECRET });
  const oboAssertion = await cloud.issueToken({ user });
  return application
    .acquireTokenOnBehalfOf({ oboAssertion, scopes: [SEARCH], claims })
    .catch((error: unknown) => error);
}

it('is understood by MSAL when consent is missing', async () => {
  const error = await refusal('ben');
  expect(error).toBeInstanceOf(InteractionRequiredAuthError);
  expect(error).toMatchObject({ errorCode: 'invalid_grant', subError: 'consent_required' });
});

it('is understood by MSAL when MFA is missing', async () => {
  const error = await refusal('carla');
  expect(error).toBeInstanceOf(InteractionRequiredAuthError);
  expect(error).toMatchObject({
    errorCode: 'interaction_required',
    subError: 'basic_action',
    claims: expect.stringContaining('capolids'),
  });
});

it.each([50013, 700024, 7000215, 90002, 500011])(
  'is understood by MSAL when a drill answers AADSTS%i',
  async (aadsts) => {
    cloud.drill({ token: [{ aadsts, user: 'ada' }] });
    const error = await refusal('ada');
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ errorNo: aadsts });
  },
);

it('answers one rule per person, resource and count', async () => {
  cloud.drill({ token: [{ aadsts: 65001, user: 'ada', resource: 'https://search.azure.com', count: 1 }] });
  expect(await refusal('carla')).toMatchObject({ errorCode: 'interaction_required' });
  expect(await refusal('ada')).toMatchObject({ errorCode: 'invalid_grant' });
  expect(await refusal('ada')).toHaveProperty('accessToken');
});
