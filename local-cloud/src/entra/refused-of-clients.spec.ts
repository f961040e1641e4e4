import { API_APP_ID, CONTOSO_TENANT_ID, type LocalCloud, startLocalCloud } from '../index.js';
import { FetchBrowser } from './authorize/browser.fixture.js';

const MCP = 'http://localhost:3000/mcp';

let cloud: LocalCloud;
let browser: FetchBrowser;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(() => {
  cloud.resetDrills();
  browser = new FetchBrowser(cloud);
});
afterAll(() => cloud.close());

describe('requests of MCP clients that Entra refuses', () => {
  it.each([
    ['the endpoint for scopes of api://', { resource: MCP }, 'invalid_target'],
    ['the origin', { resource: 'http://localhost:3000' }, 'invalid_target'],
    ['the App ID URI', { resource: `api://${API_APP_ID}` }, undefined],
    ['the App ID URI and a slash', { resource: `api://${API_APP_ID}/` }, undefined],
    ['the endpoint where it is the App ID URI', { resource: MCP, scope: `${MCP}/access_as_user` }, undefined],
  ])('resource: %s', async (_, changed, error) => {
    await browser.signIn('ada');
    const { answer } = await browser.authorize(changed);
    const again = new FetchBrowser(cloud);
    const plain = await again.signIn('ada', { ...changed, resource: undefined });
    expect(answer.get('error') ?? undefined).toBe(error);
    const body = await again.redeem(plain, { resource: changed.resource });
    expect(body['error_codes']).toEqual(error ? [9010010] : undefined);
  });

  it.each([
    '/.well-known/oauth-authorization-server',
    `/.well-known/oauth-authorization-server/${CONTOSO_TENANT_ID}/v2.0`,
    `/${CONTOSO_TENANT_ID}/v2.0/.well-known/oauth-authorization-server`,
    `/${CONTOSO_TENANT_ID}/.well-known/oauth-authorization-server`,
    `/.well-known/openid-configuration/${CONTOSO_TENANT_ID}/v2.0`,
    '/.well-known/openid-configuration',
  ])('has no metadata at %s', async (path) => {
    expect((await fetch(cloud.url + path)).status).toBe(404);
  });

  it('announces neither PKCE nor registration, and metadata documents of clients only by drill', async () => {
    const read = async () =>
      (await (
        await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/v2.0/.well-known/openid-configuration`)
      ).json()) as object;
    const members = Object.keys(await read());
    expect(members).not.toContain('code_challenge_methods_supported');
    expect(members).not.toContain('registration_endpoint');
    expect(members).not.toContain('client_id_metadata_document_supported');
    cloud.drill({ clientIdMetadataDocuments: true });
    expect(await read()).toHaveProperty('client_id_metadata_document_supported', true);
  });
});
