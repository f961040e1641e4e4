import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { FetchBrowser } from '../../entra/authorize/browser.fixture.js';
import { SEARCH_APP_ID } from '../../entra/registration.js';
import { exchange } from '../../entra/token.fixture.js';
import {
  CONTOSO_TENANT_ID,
  type LocalCloud,
  MANAGED_IDENTITY_PRINCIPAL_ID,
  startLocalCloud,
} from '../../index.js';
import { GraphTool } from './registrations.fixture.js';

let cloud: LocalCloud;
let graph: GraphTool;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(async () => {
  cloud.resetDrills();
  graph = await GraphTool.ofAda(cloud);
});
afterAll(() => cloud.close());

const V2 = {
  displayName: 'Notes API',
  signInAudience: 'AzureADMyOrg',
  api: { requestedAccessTokenVersion: 2 },
};
const scope = (value: string, isEnabled = true) => ({
  id: randomUUID(),
  value,
  type: 'User',
  isEnabled,
  adminConsentDisplayName: value,
  adminConsentDescription: value,
});

async function api(): Promise<{ id: string; appId: string }> {
  const { body } = await graph.upsertApp(`api-${randomUUID()}`, V2);
  return { id: String(body['id']), appId: String(body['appId']) };
}

describe('registrations through Graph', () => {
  it('make an API and a browser client that people can sign in with, and that exchanges for Azure AI Search', async () => {
    const { id, appId } = await api();
    const access = scope('access_as_user');
    const path = `/applications/${id}`;
    const uri = `api://${appId}`;
    const change = { identifierUris: [uri], api: { oauth2PermissionScopes: [access] } };
    expect((await graph.call('PATCH', path, change)).status).toBe(204);
    const spa = await graph.upsertApp('notes-spa', {
      displayName: 'Notes',
      signInAudience: 'AzureADMyOrg',
      spa: { redirectUris: ['http://localhost:3000/redirect.html'] },
      requiredResourceAccess: [{ resourceAppId: appId, resourceAccess: [{ id: access.id, type: 'Scope' }] }],
    });
    const client_id = String(spa.body['appId']);
    const preAuthorizedApplications = [{ appId: client_id, delegatedPermissionIds: [access.id] }];
    expect((await graph.call('PATCH', path, { api: { preAuthorizedApplications } })).status).toBe(204);
    const clientId = await graph.principal(appId);
    const resourceId = await graph.principal(SEARCH_APP_ID);
    const grant = {
      clientId,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId,
      scope: 'user_impersonation',
    };
    expect((await graph.call('POST', '/oauth2PermissionGrants', grant)).status).toBe(201);
    const secret = await graph.call('POST', `${path}/addPassword`, {
      passwordCredential: { displayName: 'dev' },
    });

    const browser = new FetchBrowser(cloud);
    const stop = await browser.signIn('ben', { client_id, scope: `openid ${uri}/access_as_user` });
    const body = await browser.redeem(stop, { client_id });
    const assertion = String(body['access_token']);
    expect(decodeJwt(assertion)).toMatchObject({ aud: appId, azp: client_id, scp: 'access_as_user' });
    const client_secret = String(secret.body['secretText']);
    const exchanged = await exchange(cloud, assertion, { client_id: appId, client_secret });
    expect(decodeJwt(exchanged.access_token ?? '')).toMatchObject({
      aud: 'https://search.azure.com',
      name: 'Ben Ito',
    });
    const read = await graph.call('GET', `${path}?$select=passwordCredentials`);
    expect(JSON.stringify(read.body)).not.toContain(client_secret);
  });

  it('let a managed identity stand in for a secret', async () => {
    const { id, appId } = await api();
    const credential = {
      issuer: `${cloud.url}/${CONTOSO_TENANT_ID}/v2.0`,
      subject: MANAGED_IDENTITY_PRINCIPAL_ID,
      audiences: ['api://AzureADTokenExchange'],
    };
    const path = `/applications/${id}/federatedIdentityCredentials(name='torii-uami')`;
    expect((await graph.call('PATCH', path, credential, true)).status).toBe(201);
    expect((await graph.call('PATCH', path, credential, true)).status).toBe(204);
    const url = `${cloud.url}/msi/token?resource=api://AzureADTokenExchange&client_id=e0000000-0000-4000-8a00-0000000000e4`;
    const { access_token } = (await (
      await fetch(url, { headers: { 'x-identity-header': 'local-cloud-identity' } })
    ).json()) as { access_token: string };
    const answer = await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: appId,
        client_assertion: access_token,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        grant_type: 'client_credentials',
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    expect(answer.status).toBe(200);
  });

  it('are found by name, changed the second time, and shown with what the demo brought', async () => {
    const name = `api-${randomUUID()}`;
    expect((await graph.call('PATCH', `/applications(uniqueName='${name}')`, V2)).status).toBe(404);
    expect((await graph.upsertApp(name, V2)).status).toBe(201);
    expect(await graph.upsertApp(name, { displayName: 'Again' })).toEqual({ status: 204, body: {} });
    const found = await graph.call('GET', `/applications?$filter=uniqueName eq '${name}'`);
    expect(found.body).toMatchObject({
      value: [{ displayName: 'Again', api: { requestedAccessTokenVersion: 2 } }],
    });
    const own = await graph.call('GET', `/applications(appId='a0000000-0000-4000-8a00-0000000000a1')`);
    expect(own.body).toMatchObject({ displayName: 'Torii API', web: { redirectUris: [expect.any(String)] } });
  });

  it('give roles but those of Graph, which a higher administrator gives', async () => {
    const identity = await graph.principal('e0000000-0000-4000-8a00-0000000000e4');
    expect(identity).toBe(MANAGED_IDENTITY_PRINCIPAL_ID);
    const resource = (await graph.call('GET', `/servicePrincipals?$filter=displayName eq 'Microsoft Graph'`))
      .body;
    const [{ appRoles, id }] = resource['value'] as [{ id: string; appRoles: { id: string }[] }];
    const assignment = { principalId: identity, resourceId: id, appRoleId: appRoles[0]?.id };
    const path = `/servicePrincipals/${id}/appRoleAssignedTo`;
    expect((await graph.call('POST', path, assignment)).status).toBe(403);
    const higher = new GraphTool(
      cloud,
      await cloud.issueToken({ app: true, audience: cloud.url, roles: ['AppRoleAssignment.ReadWrite.All'] }),
    );
    expect((await higher.call('POST', path, assignment)).status).toBe(201);
    expect((await higher.call('POST', path, assignment)).status).toBe(409);
  });
});
