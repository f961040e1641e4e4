import { decodeJwt } from 'jose';
import {
  AGENT_APP_ID,
  AGENT_BLUEPRINT_ID,
  AGENT_BLUEPRINT_SECRET,
  AGENT_USER,
  API_AGENT_APP_ID,
  API_APP_ID,
  API_CLIENT_SECRET,
  FABRIKAM_TENANT_ID,
  type IssueTokenOptions,
  type LocalCloud,
  startLocalCloud,
} from '../index.js';
import { FetchBrowser } from './authorize/browser.fixture.js';
import { ASSERTION_TYPE, postToken, SEARCH, type TokenBody } from './token.fixture.js';

const EXCHANGE = 'api://AzureADTokenExchange/.default';
const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ now: () => 1_800_000_000_000 });
});
afterAll(() => cloud.close());

const facets = (value: unknown): string[] => String(value).split(' ').toSorted();

const blueprint = (changed: Record<string, string | undefined> = {}, tenant?: string): Promise<TokenBody> =>
  postToken(
    cloud,
    {
      client_id: AGENT_BLUEPRINT_ID,
      client_secret: AGENT_BLUEPRINT_SECRET,
      grant_type: 'client_credentials',
      scope: EXCHANGE,
      fmi_path: AGENT_APP_ID,
      ...changed,
    },
    tenant,
  );

const agent = async (form: Record<string, string | undefined>): Promise<TokenBody> =>
  postToken(cloud, {
    client_id: AGENT_APP_ID,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: (await blueprint()).access_token,
    scope: SEARCH,
    ...form,
  });

const person = (changed: IssueTokenOptions = {}): Promise<string> =>
  cloud.issueToken({ audience: `api://${AGENT_BLUEPRINT_ID}`, scopes: ['access_agent'], ...changed });

const exchange = async (changed: Record<string, string | undefined> = {}): Promise<TokenBody> =>
  agent({
    grant_type: ON_BEHALF_OF,
    requested_token_use: 'on_behalf_of',
    assertion: await person(),
    ...changed,
  });

describe('first leg: the blueprint asks for its agent', () => {
  it('returns a token for the exchange that names tenant, blueprint and agent, in any case of the scope', async () => {
    const { access_token } = await blueprint({ scope: 'api://AzureAdTokenExchange/.default' });
    expect(decodeJwt(access_token ?? '')).toMatchObject({
      ver: '2.0',
      aud: 'fb60f99c-7a34-4190-8149-302f77469936',
      azp: AGENT_BLUEPRINT_ID,
      sub: expect.stringMatching(new RegExp(`^/eid1/c/pub/t/[^/]+/a/${AGENT_BLUEPRINT_ID}/${AGENT_APP_ID}$`)),
    });
  });

  it.each([
    ['an empty path', { fmi_path: '' }, 900144],
    ['an agent of another blueprint', { fmi_path: API_AGENT_APP_ID }, 700016],
    ['no agent at all', { fmi_path: API_APP_ID }, 700016],
    ['another scope', { scope: SEARCH }, 70011],
    ['a wrong secret', { client_secret: 'wrong' }, 7000215],
  ])('refuses %s', async (_, changed, code) => {
    expect(await blueprint(changed)).toMatchObject({ status: expect.any(Number), error_codes: [code] });
  });
});

describe('second leg: the agent acts', () => {
  it('exchanges the token of a person who called the blueprint', async () => {
    const { access_token } = await exchange();
    expect(decodeJwt(access_token ?? '')).toMatchObject({
      aud: 'https://search.azure.com',
      appid: AGENT_APP_ID,
      appidacr: '2',
      upn: 'ada@contoso.example',
      scp: 'user_impersonation',
      xms_par_app_azp: AGENT_BLUEPRINT_ID,
    });
  });

  it('exchanges the token of a person who called an API that is a blueprint', async () => {
    const first = await blueprint({
      client_id: API_APP_ID,
      client_secret: API_CLIENT_SECRET,
      fmi_path: API_AGENT_APP_ID,
    });
    const body = await exchange({
      client_id: API_AGENT_APP_ID,
      client_assertion: first.access_token,
      assertion: await cloud.issueToken({ user: 'ben' }),
    });
    expect(decodeJwt(body.access_token ?? '')).toMatchObject({ appid: API_AGENT_APP_ID, name: 'Ben Ito' });
  });

  it.each([
    [
      "a token for another API than the blueprint's",
      async () => ({ assertion: await cloud.issueToken() }),
      50013,
    ],
    ['an app-only token', async () => ({ assertion: await person({ agent: 'alone' }) }), 7000114],
    [
      'an app-only token with the scope /',
      async () => ({ assertion: await person({ agent: 'alone', appScope: '/' }) }),
      7000114,
    ],
    ['no client assertion', async () => ({ client_assertion: undefined }), 7000216],
    ['a secret', async () => ({ client_secret: 'x' }), 7000216],
    [
      'the exchange token of another agent',
      async () => {
        const other = { client_id: API_APP_ID, client_secret: API_CLIENT_SECRET, fmi_path: API_AGENT_APP_ID };
        return { client_assertion: (await blueprint(other)).access_token };
      },
      700213,
    ],
    [
      'an exchange token of another tenant',
      async () => ({ client_assertion: (await blueprint({}, FABRIKAM_TENANT_ID)).access_token }),
      700211,
    ],
    [
      "RFC 8693's grant",
      async () => ({ grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' }),
      82001,
    ],
  ])('refuses %s', async (_, changed, code) => {
    expect(await exchange(await changed())).toMatchObject({ error_codes: [code] });
  });

  it('refuses a resource that was not granted with claims, though no step-up would help', async () => {
    const refused = await exchange({ scope: 'https://graph.microsoft.com/.default' });
    expect(refused).toMatchObject({
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    });
    expect(JSON.parse(refused.claims ?? '')).toHaveProperty('access_token.capolids');
  });

  it('gets a token of its own, with roles', async () => {
    const own = await agent({ grant_type: 'client_credentials', scope: `api://${API_APP_ID}/.default` });
    expect(decodeJwt(own.access_token ?? '')).toMatchObject({
      idtyp: 'app',
      roles: ['Tasks.Run.All'],
      oid: AGENT_APP_ID,
    });
  });

  it.each([
    ['username', { username: AGENT_USER.upn }, undefined],
    ['user_id', { user_id: AGENT_USER.oid }, undefined],
    ['a name sent as id', { user_id: AGENT_USER.upn }, [50000]],
  ])('acts as its own user: %s', async (_, named, error_codes) => {
    const second = await agent({ grant_type: 'client_credentials', scope: EXCHANGE });
    const body = await agent({
      grant_type: 'user_fic',
      user_federated_identity_credential: second.access_token,
      ...named,
    });
    expect(body.error_codes).toEqual(error_codes);
    expect(body.access_token && facets(decodeJwt(body.access_token)['xms_sub_fct'])).toEqual(
      error_codes ? undefined : ['13', '3'],
    );
  });

  it('has no sign-in page', async () => {
    const stop = await new FetchBrowser(cloud).authorize({ client_id: AGENT_APP_ID });
    expect(stop.html).toContain('AADSTS82014');
  });
});
