import { type LocalCloud, startLocalCloud } from '#local-cloud';
import { Graph } from '../../src/entra-setup/graph.js';
import { readOptions } from '../../src/entra-setup/options.js';
import { setUp } from '../../src/entra-setup/setup.js';
import { loadSettings } from '../../src/settings/load-settings.js';

const TENANT = '10000000-c047-4050-8a00-000000000001';
const IDENTITY = 'e0000000-0000-4000-8a00-0000000000e4:e0000000-0000-4000-8a00-0000000000f4';
const SCOPES = ['Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'];

type Json = Record<string, unknown>;

describe('npm run entra:setup', () => {
  let cloud: LocalCloud;
  let environment = 0;
  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0, pace: 'instant' });
  });
  beforeEach(() => {
    cloud.resetDrills();
    environment++;
  });
  afterAll(() => cloud.close());

  const tokenOf = async (user: string, scopes: readonly string[]): Promise<string> => {
    const response = await fetch(`${cloud.url}/_drill/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, audience: cloud.url, scopes }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  async function run(
    args: readonly string[],
    {
      user = 'ada',
      scopes = SCOPES,
      given = {},
    }: { user?: string; scopes?: readonly string[]; given?: Json } = {},
  ) {
    const lines: string[] = [];
    const waits: number[] = [];
    const options = readOptions(
      ['--tenant', TENANT, '--environment', `e${environment}`, ...args],
      given as never,
    );
    const graph = new Graph({
      endpoint: cloud.url,
      accessToken: await tokenOf(user, scopes),
      dryRun: options.dryRun,
      wait: (ms) => Promise.resolve(waits.push(ms)),
    });
    const context = { tenantId: TENANT, authorityHost: cloud.url, now: Date.now() };
    const settings = await setUp(graph, options, context, (state, what) => lines.push(`${state}: ${what}`));
    return { settings, lines, waits };
  }

  const read = async (path: string): Promise<Json> => {
    const token = await tokenOf('ada', SCOPES);
    return (await (
      await fetch(`${cloud.url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } })
    ).json()) as Json;
  };
  const app = (appId: string | undefined) => read(`/applications(appId='${String(appId)}')`);

  it('makes all that a server needs, and its settings are whole', async () => {
    const { settings } = await run(['--secret', '--admin-consent', '--managed-identity', IDENTITY]);
    expect(loadSettings(settings)).toMatchObject({
      TENANT_ID: TENANT,
      OAUTH_PROXY: 'on',
      OBO_CREDENTIALS: ['managed-identity', 'client-secret'],
    });
    const api = await app(settings['API_APP_ID']);
    expect(api).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      identifierUris: [`api://${String(settings['API_APP_ID'])}`],
      api: {
        requestedAccessTokenVersion: 2,
        knownClientApplications: [settings['SPA_CLIENT_ID']],
        oauth2PermissionScopes: [{ value: 'access_as_user' }, { value: 'Notes.ReadWrite' }],
        preAuthorizedApplications: [{ appId: 'aebc6443-996d-45c2-90f0-388ff96faa56' }],
      },
      appRoles: [{ value: 'Audit.Read' }],
      web: { redirectUris: ['http://localhost:3000/oauth/callback'] },
    });
    const spa = await app(settings['SPA_CLIENT_ID']);
    expect(spa).toMatchObject({
      spa: { redirectUris: expect.arrayContaining(['http://localhost:3000/redirect.html']) },
      requiredResourceAccess: [{ resourceAppId: settings['API_APP_ID'] }],
    });
  });

  it('makes a client that Entra really lets exchange tokens', async () => {
    const { settings } = await run(['--secret', '--admin-consent']);
    const assertion = await (
      await fetch(`${cloud.url}/_drill/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          user: 'ada',
          audience: settings['API_APP_ID'],
          scopes: ['access_as_user'],
          clientAppId: settings['SPA_CLIENT_ID'],
        }),
      })
    ).json();
    const answer = await fetch(`${cloud.url}/${TENANT}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        requested_token_use: 'on_behalf_of',
        client_id: String(settings['API_APP_ID']),
        client_secret: String(settings['ENTRA_APP_CLIENT_SECRET']),
        assertion: (assertion as { access_token: string }).access_token,
        scope: 'https://search.azure.com/.default',
      }),
    });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 200,
      body: { access_token: expect.any(String) },
    });
  });

  it('changes nothing the second time', async () => {
    const args = ['--admin-consent', '--managed-identity', IDENTITY];
    const first = await run(args);
    const second = await run(args);
    expect(second.settings).toEqual(first.settings);
    expect(second.lines.filter((line) => !line.startsWith('stands'))).toEqual([]);
  });

  it('adds to what stands there and takes nothing away', async () => {
    const { settings } = await run([]);
    const token = await tokenOf('ada', SCOPES);
    const own = {
      web: { redirectUris: ['https://mine.example.com/cb', 'https://torii.example.com/oauth/callback'] },
    };
    await fetch(`${cloud.url}/v1.0/applications(appId='${String(settings['API_APP_ID'])}')`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(own),
    });
    await run([]);
    const { web } = (await app(settings['API_APP_ID'])) as { web: { redirectUris: string[] } };
    expect(web.redirectUris).toEqual([...own.web.redirectUris, 'http://localhost:3000/oauth/callback']);
  });

  it('mends the registration that is named instead of making a second one', async () => {
    const token = await tokenOf('ada', SCOPES);
    const made = await fetch(`${cloud.url}/v1.0/applications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        displayName: 'Made by hand',
        signInAudience: 'AzureADMyOrg',
        api: { requestedAccessTokenVersion: 2 },
      }),
    });
    const { appId } = (await made.json()) as { appId: string };
    const { settings, lines } = await run([], { given: { API_APP_ID: appId } });
    expect(settings['API_APP_ID']).toBe(appId);
    expect(lines.join('\n')).toContain('unique name torii-api-');
    const again = await run([], { given: {} });
    expect(again.settings['API_APP_ID']).toBe(appId);
  });

  it('says in a dry run what it would do and does none of it', async () => {
    const before = await read('/applications');
    const { lines } = await run(['--dry-run', '--secret', '--admin-consent', '--managed-identity', IDENTITY]);
    expect(await read('/applications')).toEqual(before);
    expect(lines.join('\n')).toMatch(/made: registration Torii \(e\d+\)/);
    expect(lines.join('\n')).toContain('made: client secret');
  });

  it('leaves what only another administrator may do to that one, and does the rest', async () => {
    const { lines, settings } = await run(['--managed-identity', IDENTITY, '--revocation']);
    expect(lines).toContainEqual(expect.stringMatching(/^by hand: application permission User\.Read\.All/));
    expect(settings).toMatchObject({ REVOCATION_POLL_SECONDS: '60' });
  });

  it('is refused for a person who is no administrator, in the words of Graph', async () => {
    await expect(run([], { user: 'ben' })).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    [['--public-url', 'http://torii.example.com'], '--public-url'],
    [['--public-url', 'https://torii.example.com/app'], '--public-url'],
    [['--managed-identity', 'mine'], '--managed-identity'],
    [['--pre-authorize', 'everybody'], '--pre-authorize'],
    [['--environment', 'Prod!'], '--environment'],
  ])('refuses %j, naming the option', async (args, option) => {
    expect(() => readOptions(['--tenant', TENANT, ...args], {})).toThrow(option);
  });
});
