import { SettingsError, loadSettings } from './load-settings.js';
import { settingWarnings } from './cross-checks.js';

const TENANT = '10000000-c047-4050-8a00-000000000001';
const API = 'a0000000-0000-4000-8a00-0000000000a1';
const minimal = { TENANT_ID: TENANT, API_APP_ID: API };

function faultsOf(environment: Record<string, string>): Record<string, string> {
  try {
    loadSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) {
      return Object.fromEntries(error.faults.map(({ name, message }) => [name, message]));
    }
    throw error;
  }
  return {};
}

describe('loadSettings', () => {
  it('completes the defaults that follow from other settings', () => {
    const settings = loadSettings({ ...minimal, PORT: '4000' });
    expect(settings).toMatchObject({
      PORT: 4000,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:4000',
      API_APP_ID_URI: `api://${API}`,
      ALLOWED_TENANTS: [TENANT],
      ENTRA_APP_CLIENT_ID: API,
      AZURE_TENANT_ID: TENANT,
      USE_OBO_FLOW: false,
      OBO_CREDENTIALS: [],
      TARGET_AUDIENCES: ['https://search.azure.com'],
      MCP_SERVERS: { 'Microsoft Learn': { url: 'https://learn.microsoft.com/api/mcp', auth: 'none' } },
    });
  });

  it('reports all faults at once, by name', () => {
    expect(Object.keys(faultsOf({ PORT: '0', CLOCK_SKEW_SECONDS: '301', TOKEN_INSPECTOR: 'yes' }))).toEqual([
      'PORT',
      'TENANT_ID',
      'API_APP_ID',
      'CLOCK_SKEW_SECONDS',
      'TOKEN_INSPECTOR',
    ]);
  });

  it.each(['common', 'organizations', 'Consumers'])(
    'refuses the tenant alias %s with the reason',
    (alias) => {
      expect(faultsOf({ ...minimal, TENANT_ID: alias })['TENANT_ID']).toContain('one tenant');
    },
  );

  it('never repeats a value, not even of a secret in the wrong line', () => {
    const secret = 'Zm9vYmFyLXNlY3JldA';
    const environment = Object.fromEntries(
      ['PORT', 'TENANT_ID', 'API_APP_ID', 'PUBLIC_URL', 'MCP_SERVERS', 'DATABASE_URL', 'ALLOW_GUESTS'].map(
        (name) => [name, secret],
      ),
    );
    expect(JSON.stringify(faultsOf(environment))).not.toContain(secret);
    expect(Object.keys(faultsOf(environment))).toHaveLength(7);
  });

  it('takes the backend .env of the Python sample as it is', () => {
    const settings = loadSettings({
      ...minimal,
      USE_OBO_FLOW: 'true',
      AZURE_TENANT_ID: TENANT,
      ENTRA_APP_CLIENT_ID: API,
      ENTRA_APP_CLIENT_SECRET: 'shh',
      UMI_CLIENT_ID: '',
      TARGET_AUDIENCES: 'https://search.azure.com,https://kusto.kusto.windows.net',
      AZURE_OPENAI_ENDPOINT: 'https://res.openai.azure.com/',
    });
    expect(settings.OBO_CREDENTIALS).toEqual(['client-secret']);
    expect(settings.TARGET_AUDIENCES).toHaveLength(2);
    expect(settings.AZURE_OPENAI_ENDPOINT).toBe('https://res.openai.azure.com');
  });

  it('refuses on-behalf-of without a credential and a credential that is only named', () => {
    expect(faultsOf({ ...minimal, USE_OBO_FLOW: 'true' })['USE_OBO_FLOW']).toContain(
      'ENTRA_APP_CLIENT_SECRET',
    );
    expect(faultsOf({ ...minimal, OBO_CREDENTIALS: 'certificate' })['OBO_CREDENTIALS']).toContain(
      'ENTRA_APP_CLIENT_CERTIFICATE_PATH',
    );
  });

  it('orders the configured credentials managed identity first', () => {
    const settings = loadSettings({
      ...minimal,
      ENTRA_APP_CLIENT_SECRET: 's',
      UMI_CLIENT_ID: 'system',
      AZURE_FEDERATED_TOKEN_FILE: '/var/run/token',
    });
    expect(settings.OBO_CREDENTIALS).toEqual(['managed-identity', 'workload-identity', 'client-secret']);
    expect(settings.USE_OBO_FLOW).toBe(true);
  });

  it('lets a raw token be shown in production only with a second switch', () => {
    const environment = { ...minimal, TOKEN_INSPECTOR: 'full', NODE_ENV: 'production' };
    expect(faultsOf(environment)['TOKEN_INSPECTOR']).toContain('ALLOW_RAW_TOKENS');
    expect(faultsOf({ ...environment, ALLOW_RAW_TOKENS: 'true' })).toEqual({});
  });

  it.each([
    ['ENTRA_AUTHORITY_HOST', 'http://login.example.com'],
    ['ENTRA_AUTHORITY_HOST', 'https://login.microsoftonline.com/tenant'],
    ['PUBLIC_URL', 'https://torii.example.com/app'],
    ['GRAPH_ENDPOINT', 'http://graph.example.com'],
    ['RATE_LIMIT_PER_MINUTE', '-1'],
    ['CORS_ORIGINS', 'https://a.example, nonsense'],
    ['API_APP_ID_URI', 'not a uri'],
    ['PORT', '0x10'],
    ['CLOCK_SKEW_SECONDS', '1e2'],
    ['UMI_CLIENT_ID', 'your-managed-identity-client-id'],
    ['DATABASE_URL', 'postgres://user:word@'],
    ['DATABASE_URL', 'mysql://host/db'],
    ['MCP_SERVERS', '{"x":{"url":"https://x.example/mcp","auth":"user"}}'],
    ['MCP_SERVERS', '{"x":{"url":"ftp://x.example","auth":"none"}}'],
    ['MCP_SERVERS', '{"Torii":{"url":"https://x.example/mcp","auth":"none"}}'],
    ['AZURE_SEARCH_API_VERSION', 'latest'],
    ['ENCRYPTION_KEYS', 'c2hvcnQ='],
    ['OAUTH_PROXY', 'yes'],
    ['OAUTH_PROXY_CLIENTS', '[]'],
    ['OAUTH_PROXY_CLIENTS', '{"copilot":{"name":"Copilot"}}'],
    ['OAUTH_PROXY_CLIENTS', '{"copilot":{"name":"Copilot","redirectUris":["http://example.com/cb"]}}'],
    ['OAUTH_PROXY_CLIENTS', '{"copilot":{"name":"Copilot","redirectUris":["https://x.example/cb#a"]}}'],
    [
      'OAUTH_PROXY_CLIENTS',
      '{"copilot":{"name":"C","redirectUris":["https://x.example/"],"secret":"short"}}',
    ],
    ['OAUTH_PROXY_REDIRECT_HOSTS', 'https://claude.ai'],
    ['OAUTH_PROXY_REDIRECT_HOSTS', 'javascript:'],
    ['ALLOWED_AGENTS', 'blueprint:mine'],
    ['REVOCATION_POLL_SECONDS', '-5'],
    ['MCP_SIGN_IN_SCOPES', 'some'],
    ['METRICS_PORT', '70000'],
  ])('refuses a bad %s', (name, value) => {
    expect(Object.keys(faultsOf({ ...minimal, [name]: value }))).toEqual([name]);
  });

  it('reads the settings of the front door', () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const settings = loadSettings({
      ...minimal,
      ENTRA_APP_CLIENT_SECRET: 's',
      ENCRYPTION_KEYS: `${key}, ${key}`,
      OAUTH_PROXY: 'on',
      OAUTH_PROXY_CLIENTS: '{"copilot":{"name":"Copilot Studio","redirectUris":["https://x.example/cb"]}}',
      OAUTH_PROXY_REDIRECT_HOSTS: 'claude.ai, cursor:, [::1], localhost',
      ALLOWED_AGENTS: `${API},blueprint:${API}`,
    });
    expect(settings.ENCRYPTION_KEYS).toEqual([key, key]);
    expect(settings.OAUTH_PROXY_CLIENT_ID).toBe(API);
    expect(settings.OAUTH_PROXY_CLIENTS['copilot']?.redirectUris).toEqual(['https://x.example/cb']);
    expect(settings.OAUTH_PROXY_REDIRECT_HOSTS).toEqual(['claude.ai', 'cursor:', '[::1]', 'localhost']);
    expect(settings.ALLOWED_AGENTS).toEqual([API, `blueprint:${API}`]);
  });

  it('refuses a front door without a credential or without https', () => {
    expect(Object.keys(faultsOf({ ...minimal, OAUTH_PROXY: 'on' }))).toEqual(['OAUTH_PROXY']);
    const door = { ...minimal, OAUTH_PROXY: 'on', ENTRA_APP_CLIENT_SECRET: 's' };
    expect(Object.keys(faultsOf({ ...door, PUBLIC_URL: 'http://torii.example.com' }))).toEqual([
      'PUBLIC_URL',
    ]);
  });

  it('warns that replicas on PostgreSQL need the same keys', () => {
    const shared = { ...minimal, SPA_CLIENT_ID: API, DATABASE_URL: 'postgres://db/torii' };
    expect(settingWarnings(loadSettings(shared))).toEqual([expect.stringContaining('ENCRYPTION_KEYS')]);
  });

  it('accepts http for a loopback authority and drops trailing slashes', () => {
    const settings = loadSettings({
      ...minimal,
      ENTRA_AUTHORITY_HOST: 'http://localhost:3900/',
      PUBLIC_URL: 'https://torii.example.com/',
    });
    expect(settings.ENTRA_AUTHORITY_HOST).toBe('http://localhost:3900');
    expect(settings.PUBLIC_URL).toBe('https://torii.example.com');
  });

  it('warns about half a feature without refusing to start', () => {
    const settings = loadSettings({
      ...minimal,
      SPA_CLIENT_ID: API,
      AZURE_OPENAI_ENDPOINT: 'https://r.example',
    });
    expect(settingWarnings(settings)).toEqual([
      'chat is off: AZURE_OPENAI_ENDPOINT is set, but AZURE_OPENAI_CHAT_DEPLOYMENT_NAME is not',
    ]);
  });
});
