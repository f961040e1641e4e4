import { randomUUID } from 'node:crypto';
import { SEARCH_APP_ID } from '../../entra/registration.js';
import { type LocalCloud, startLocalCloud } from '../../index.js';
import { ADMIN_SCOPES, GraphTool } from './registrations.fixture.js';

let cloud: LocalCloud;
let graph: GraphTool;
let id: string;
let appId: string;
const access = { id: randomUUID(), value: 'access_as_user', type: 'User', isEnabled: true };

beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(async () => {
  cloud.resetDrills();
  graph = await GraphTool.ofAda(cloud);
  const { body } = await graph.call('POST', '/applications', {
    displayName: 'API',
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [access] },
  });
  id = String(body['id']);
  appId = String(body['appId']);
});
afterAll(() => cloud.close());

describe('refusals of Graph', () => {
  it.each([
    ['an application without a name', 'POST', '/applications', {}, 400, 'Request_BadRequest'],
    [
      'a property it does not know',
      'POST',
      '/applications',
      { displayName: 'x', colour: 1 },
      400,
      'Request_BadRequest',
    ],
    [
      'an identifier URI without app id, tenant id or domain, for v1 tokens',
      'POST',
      '/applications',
      { displayName: 'x', identifierUris: ['api://notes'] },
      400,
      'Request_BadRequest',
    ],
    [
      'an https identifier URI on a domain of somebody else, for v1 tokens',
      'POST',
      '/applications',
      { displayName: 'x', identifierUris: ['https://torii.example/mcp'] },
      400,
      'HostNameNotOnVerifiedDomain',
    ],
    [
      'an identifier URI that another application has',
      'POST',
      '/applications',
      {
        displayName: 'x',
        api: { requestedAccessTokenVersion: 2 },
        identifierUris: ['api://a0000000-0000-4000-8a00-0000000000a1'],
      },
      400,
      'Request_BadRequest',
    ],
    [
      'http redirect URIs beyond this machine',
      'POST',
      '/applications',
      { displayName: 'x', spa: { redirectUris: ['http://torii.example/'] } },
      400,
      'Request_BadRequest',
    ],
    [
      'a principal of an application that does not exist',
      'POST',
      '/servicePrincipals',
      { appId: SEARCH_APP_ID.replace('8', '9') },
      400,
      'NoBackingApplicationObject',
    ],
    [
      'a principal that stands already',
      'POST',
      '/servicePrincipals',
      { appId: SEARCH_APP_ID },
      409,
      'Request_MultipleObjectsWithSameKeyValue',
    ],
    [
      'an application that does not exist',
      'GET',
      '/applications/none',
      undefined,
      404,
      'Request_ResourceNotFound',
    ],
  ] as const)('%s', async (_, method, path, json, status, code) => {
    const answer = await graph.call(method, path, json);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });

  it.each([
    [
      'the removal of an enabled scope',
      { api: { oauth2PermissionScopes: [] } },
      'CannotDeleteOrUpdateEnabledEntitlement',
    ],
    [
      'a client that is pre-authorised for a scope of the same request',
      {
        api: {
          oauth2PermissionScopes: [
            access,
            { ...access, id: 'b3f0a4cc-0000-4000-8000-000000000001', value: 'more' },
          ],
          preAuthorizedApplications: [
            { appId: 'x', delegatedPermissionIds: ['b3f0a4cc-0000-4000-8000-000000000001'] },
          ],
        },
      },
      'InvalidAppId',
    ],
    [
      "beta's name of the permission ids",
      { api: { preAuthorizedApplications: [{ appId: 'x', permissionIds: [access.id] }] } },
      'Request_BadRequest',
    ],
  ])('%s', async (_, change, code) => {
    const answer = await graph.call('PATCH', `/applications/${id}`, change);
    expect([answer.status, answer.body.error?.code]).toEqual([400, code]);
  });

  it('a scope that is removed before it is disabled, and not one that was', async () => {
    const disabled = { api: { oauth2PermissionScopes: [{ ...access, isEnabled: false }] } };
    expect((await graph.call('PATCH', `/applications/${id}`, disabled)).status).toBe(204);
    const removed = await graph.call('PATCH', `/applications/${id}`, { api: { oauth2PermissionScopes: [] } });
    expect(removed.status).toBe(204);
  });

  it('a second grant for the same client and resource; a change replaces the scopes', async () => {
    const clientId = await graph.principal(appId);
    const resourceId = await graph.principal(SEARCH_APP_ID);
    const grant = { clientId, consentType: 'AllPrincipals', resourceId, scope: 'a' };
    const first = await graph.call('POST', '/oauth2PermissionGrants', grant);
    const second = await graph.call('POST', '/oauth2PermissionGrants', grant);
    expect([first.status, second.status]).toEqual([201, 409]);
    const path = `/oauth2PermissionGrants/${String(first.body['id'])}`;
    expect((await graph.call('PATCH', path, { scope: 'b' })).status).toBe(204);
    const filter = `/oauth2PermissionGrants?$filter=clientId eq '${clientId}' and resourceId eq '${resourceId}'`;
    expect((await graph.call('GET', filter)).body).toMatchObject({ value: [{ scope: 'b' }] });
  });

  it('whoever is no administrator, or has a token without the scope', async () => {
    const [, page] = await GraphTool.signIn(cloud, 'carla');
    expect(page.html).toContain('Need admin approval');
    const options = { audience: cloud.url, scopes: ADMIN_SCOPES };
    const carla = new GraphTool(cloud, await cloud.issueToken({ ...options, user: 'carla' }));
    expect((await carla.call('POST', '/applications', { displayName: 'x' })).status).toBe(403);
    const ada = new GraphTool(cloud, await cloud.issueToken({ ...options, scopes: ['User.Read'] }));
    expect((await ada.call('GET', '/applications')).status).toBe(403);
  });
});

describe('eventual consistency', () => {
  it('hides a new object from the next requests, also from the principal that is made of it', async () => {
    cloud.drill({ graphLag: 2 });
    const made = await graph.call('POST', '/applications', { displayName: 'Late' });
    const late = String(made.body['appId']);
    const change = () =>
      graph.call('PATCH', `/applications/${String(made.body['id'])}`, { displayName: 'Later' });
    expect((await change()).status).toBe(404);
    const misleading = await graph.call('POST', '/servicePrincipals', { appId: late });
    expect([misleading.status, misleading.body.error?.message]).toEqual([
      403,
      expect.stringContaining('backing application'),
    ]);
    expect((await change()).status).toBe(204);
    expect((await graph.call('POST', '/servicePrincipals', { appId: late })).status).toBe(201);
  });
});
