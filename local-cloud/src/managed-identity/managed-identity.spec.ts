import { ManagedIdentityCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import {
  CONTOSO_TENANT_ID,
  type LocalCloud,
  MANAGED_IDENTITY_CLIENT_ID,
  managedIdentitySettings,
  startLocalCloud,
} from '../index.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.close());

it('serves @azure/identity as the managed identity endpoint of an App Service', async () => {
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER, UMI_CLIENT_ID } = managedIdentitySettings(cloud.url);
  const before = { ...process.env };
  Object.assign(process.env, { IDENTITY_ENDPOINT, IDENTITY_HEADER });
  try {
    const credential = new ManagedIdentityCredential({ clientId: UMI_CLIENT_ID ?? '' });
    const token = await credential.getToken('api://AzureADTokenExchange/.default');
    expect(decodeJwt(token.token)).toMatchObject({
      iss: `${cloud.url}/${CONTOSO_TENANT_ID}/v2.0`,
      aud: 'api://AzureADTokenExchange',
      azp: MANAGED_IDENTITY_CLIENT_ID,
      idtyp: 'app',
    });
  } finally {
    process.env = before;
  }
});

async function imds(query: string, headers: HeadersInit = { metadata: 'true' }): Promise<Response> {
  return fetch(`${cloud.url}/metadata/identity/oauth2/token?api-version=2018-02-01&${query}`, { headers });
}

it('echoes the resource, as the instance metadata service does', async () => {
  const body = await (await imds('resource=https://search.azure.com')).json();
  expect(body).toMatchObject({
    resource: 'https://search.azure.com',
    token_type: 'Bearer',
    expires_on: expect.any(String),
  });
});

it('refuses a request without its header, without a resource, or for an identity that is not assigned', async () => {
  expect((await imds('resource=https://search.azure.com', {})).status).toBe(400);
  expect((await imds('')).status).toBe(400);
  expect((await imds('resource=https://search.azure.com&client_id=someone')).status).toBe(400);
  expect((await fetch(`${cloud.url}/msi/token?resource=https://search.azure.com`)).status).toBe(401);
});
