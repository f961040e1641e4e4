/**
 * App registrations of the demo tenant: the product's three, VS Code's, and Microsoft's own resources under
 * their real application ids.
 */
import {
  AGENT_APP_ID,
  AGENT_BLUEPRINT_ID,
  AGENT_BLUEPRINT_SECRET,
  API_AGENT_APP_ID,
  API_APP_ID,
  API_CLIENT_SECRET,
  CONTOSO_TENANT_ID,
  DAEMON_APP_ID,
  DAEMON_CLIENT_SECRET,
  MANAGED_IDENTITY_CLIENT_ID,
  SPA_CLIENT_ID,
} from '../demo.js';
import {
  AI_APP_ID,
  COGNITIVE_APP_ID,
  type FederatedCredential,
  GRAPH_APP_ID,
  GRAPH_TOOLS_CLIENT_ID,
  MANAGED_IDENTITY_PRINCIPAL_ID,
  type Registration,
  SEARCH_APP_ID,
  SYSTEM_IDENTITY_PRINCIPAL_ID,
  TOKEN_EXCHANGE_APP_ID,
  TOKEN_EXCHANGE_AUDIENCE,
  VS_CODE_CLIENT_ID,
  WORKLOAD_SUBJECT,
} from './registration.js';

/** Where the OAuth proxy of a product on this machine is called back; the port is of no account. */
const PROXY_CALLBACK = 'http://localhost:3000/oauth/callback';

const USER_IMPERSONATION = ['user_impersonation'] as const;
const API_SCOPES = ['access_as_user', 'Notes.ReadWrite'] as const;

/** Permissions of Graph that only an administrator can consent to; each is an application permission too. */
const ADMIN_SCOPES = [
  'User.Read.All',
  'User.RevokeSessions.All',
  'Organization.Read.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
] as const;

/** A resource that a drill adds: any downstream API with one delegated scope. */
export function downstreamResource(identifierUri: string): Registration {
  return microsoft(identifierUri, identifierUri, [identifierUri], USER_IMPERSONATION);
}

/** Every registration of the demo tenant; `url` is the cloud's own origin, `productUrl` Torii's. */
export function registrations(options: { url: string; productUrl: string }): Registration[] {
  return [
    api(options.url, options.productUrl),
    ...clients(options.productUrl),
    ...agents(),
    {
      ...microsoft(
        GRAPH_APP_ID,
        'Microsoft Graph',
        ['https://graph.microsoft.com', options.url],
        ['User.Read', ...ADMIN_SCOPES],
      ),
      appRoles: ADMIN_SCOPES,
    },
    microsoft(SEARCH_APP_ID, 'Azure AI Search', ['https://search.azure.com'], USER_IMPERSONATION),
    microsoft(AI_APP_ID, 'Azure AI', ['https://ai.azure.com'], USER_IMPERSONATION),
    microsoft(COGNITIVE_APP_ID, 'Azure OpenAI', ['https://cognitiveservices.azure.com'], USER_IMPERSONATION),
    microsoft(TOKEN_EXCHANGE_APP_ID, 'Token exchange', [TOKEN_EXCHANGE_AUDIENCE], []),
  ];
}

function redirectUris(origins: readonly string[]): string[] {
  const paths = ['/redirect.html', '/', '/api/docs/oauth2-redirect.html'];
  return [...new Set(origins)].flatMap((origin) => paths.map((path) => new URL(path, origin).href));
}

function microsoft(appId: string, name: string, identifierUris: string[], scopes: readonly string[]) {
  return { appId, name, identifierUris, scopes, tokenVersion: '1.0', resourceOnly: true } as const;
}

function api(url: string, productUrl: string): Registration {
  const trust = (issuer: string, subject: string): FederatedCredential => ({
    issuer,
    subject,
    audience: TOKEN_EXCHANGE_AUDIENCE,
  });
  return {
    appId: API_APP_ID,
    name: 'Torii API',
    identifierUris: [...new Set([`api://${API_APP_ID}`, `${productUrl}/mcp`, 'http://localhost/mcp'])],
    scopes: API_SCOPES,
    appRoles: ['Tasks.Run.All'],
    tokenVersion: '2.0',
    secret: API_CLIENT_SECRET,
    redirectUris: [...new Set([PROXY_CALLBACK, new URL('/oauth/callback', productUrl).href])],
    adminConsentPrompt: true,
    federatedCredentials: [
      trust(`${url}/${CONTOSO_TENANT_ID}/v2.0`, MANAGED_IDENTITY_PRINCIPAL_ID),
      trust(`${url}/${CONTOSO_TENANT_ID}/v2.0`, SYSTEM_IDENTITY_PRINCIPAL_ID),
      trust(`${url}/workload`, WORKLOAD_SUBJECT),
    ],
    preAuthorized: {
      [SPA_CLIENT_ID]: ['access_as_user'],
      [VS_CODE_CLIENT_ID]: ['access_as_user'],
      [API_APP_ID]: API_SCOPES,
    },
    knownClients: [SPA_CLIENT_ID, VS_CODE_CLIENT_ID],
    requiredAccess: {
      [SEARCH_APP_ID]: USER_IMPERSONATION,
      [GRAPH_APP_ID]: ['User.Read'],
      [AI_APP_ID]: USER_IMPERSONATION,
      [COGNITIVE_APP_ID]: USER_IMPERSONATION,
    },
    assignedRoles: { [GRAPH_APP_ID]: ['User.Read.All'] },
  };
}

function clients(productUrl: string): Registration[] {
  const base = { identifierUris: [], scopes: [], tokenVersion: '2.0' } as const;
  return [
    {
      ...base,
      appId: SPA_CLIENT_ID,
      name: 'Torii',
      publicClient: true,
      redirectUris: redirectUris(['http://localhost:3000', productUrl]),
      requiredAccess: { [API_APP_ID]: API_SCOPES, [GRAPH_APP_ID]: ['User.Read'] },
    },
    {
      ...base,
      appId: VS_CODE_CLIENT_ID,
      name: 'Visual Studio Code',
      publicClient: true,
      redirectUris: [
        ...['http://localhost', 'http://127.0.0.1'].flatMap((host) =>
          ['/', '/callback', '/oauth/callback'].map((path) => host + path),
        ),
        'https://vscode.dev/redirect',
      ],
      adminConsentPrompt: true,
      requiredAccess: { [API_APP_ID]: API_SCOPES },
    },
    {
      ...base,
      appId: GRAPH_TOOLS_CLIENT_ID,
      name: 'Microsoft Graph Command Line Tools',
      publicClient: true,
      redirectUris: ['http://localhost'],
    },
    {
      ...base,
      appId: DAEMON_APP_ID,
      name: 'Nightly job',
      secret: DAEMON_CLIENT_SECRET,
      assignedRoles: { [API_APP_ID]: ['Tasks.Run.All'] },
    },
    {
      ...base,
      appId: MANAGED_IDENTITY_CLIENT_ID,
      name: 'torii-identity',
      resourceOnly: true,
      assignedRoles: { [GRAPH_APP_ID]: ['User.Read.All'] },
    },
  ];
}

/** A blueprint, its agent identity, and one whose blueprint is the API itself (Entra Agent ID). */
function agents(): Registration[] {
  const base = { identifierUris: [], scopes: [], tokenVersion: '2.0' } as const;
  const agent = {
    ...base,
    adminConsented: { [SEARCH_APP_ID]: USER_IMPERSONATION },
    assignedRoles: { [API_APP_ID]: ['Tasks.Run.All'] },
  };
  return [
    {
      ...base,
      appId: AGENT_BLUEPRINT_ID,
      name: 'Contoso agents',
      identifierUris: [`api://${AGENT_BLUEPRINT_ID}`],
      scopes: ['access_agent'],
      secret: AGENT_BLUEPRINT_SECRET,
    },
    { ...agent, appId: AGENT_APP_ID, name: 'Expense agent', blueprint: AGENT_BLUEPRINT_ID },
    { ...agent, appId: API_AGENT_APP_ID, name: 'Torii agent', blueprint: API_APP_ID },
  ];
}
