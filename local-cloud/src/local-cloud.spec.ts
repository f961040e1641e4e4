import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import {
  API_APP_ID,
  API_CLIENT_SECRET,
  CONTOSO_TENANT_ID,
  type LocalCloud,
  startLocalCloud,
} from './index.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ port: 0 });
});
afterAll(() => cloud.close());

async function metadata(path: string): Promise<Record<string, string>> {
  const response = await fetch(`${cloud.url}/${path}/.well-known/openid-configuration`);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  return (await response.json()) as Record<string, string>;
}

async function onBehalfOf(assertion: string, scope: string): Promise<Response> {
  return fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      client_id: API_APP_ID,
      client_secret: API_CLIENT_SECRET,
      assertion,
      scope,
    }),
  });
}

it('issues tokens that verify against its own v2 metadata', async () => {
  const { issuer, jwks_uri } = await metadata(`${CONTOSO_TENANT_ID}/v2.0`);
  const keys = createRemoteJWKSet(new URL(jwks_uri ?? ''));
  const token = await cloud.issueToken();
  const { payload } = await jwtVerify(token, keys, { issuer, audience: API_APP_ID, algorithms: ['RS256'] });
  expect(payload).toMatchObject({
    ver: '2.0',
    scp: 'access_as_user Notes.ReadWrite',
    upn: 'ada@contoso.example',
  });
});

it('issues v1 tokens whose issuer the v1 metadata names', async () => {
  const { issuer } = await metadata(CONTOSO_TENANT_ID);
  const claims = decodeJwt(await cloud.issueToken({ version: '1.0' }));
  expect(issuer).toBe(`https://sts.windows.net/${CONTOSO_TENANT_ID}/`);
  expect(claims).toMatchObject({ iss: issuer, aud: `api://${API_APP_ID}`, ver: '1.0', appidacr: '0' });
});

it('exchanges a user token for one to Azure AI Search, for the same person', async () => {
  const assertion = await cloud.issueToken();
  const response = await onBehalfOf(
    assertion,
    'https://search.azure.com/.default openid profile offline_access',
  );
  const body = (await response.json()) as Record<string, string>;
  expect(response.status).toBe(200);
  const minted = decodeJwt(body['access_token'] ?? '');
  expect(minted).toMatchObject({
    aud: 'https://search.azure.com',
    scp: 'user_impersonation',
    oid: decodeJwt(assertion)['oid'],
    appid: API_APP_ID,
    appidacr: '1',
  });
});

it('answers an unknown tenant with AADSTS90002', async () => {
  const response = await fetch(`${cloud.url}/nowhere/v2.0/.well-known/openid-configuration`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error_codes: [90002], error: 'invalid_request' });
});

it('keeps a journal without tokens', async () => {
  cloud.journal.clear();
  await onBehalfOf(await cloud.issueToken(), 'https://search.azure.com/.default');
  const entries = cloud.journal.find({ grant: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
  expect(entries).toMatchObject([{ status: 200, clientId: API_APP_ID }]);
  expect(JSON.stringify(cloud.journal.entries)).not.toContain('eyJ');
});
