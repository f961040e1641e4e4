/**
 * App registrations of the demo tenant: the product's three, VS Code's, and Microsoft's own resources under
 * their real application ids.
 */
import {
  API_APP_ID,
  API_CLIENT_SECRET,
  CONTOSO_TENANT_ID,
  DAEMON_APP_ID,
  DAEMON_CLIENT_SECRET,
  MANAGED_IDENTITY_CLIENT_ID,
  SPA_CLIENT_ID,
} from '../demo.js';

/** Client id of Visual Studio Code, the MCP client that most people meet first. */
export const VS_CODE_CLIENT_ID = 'aebc6443-996d-45c2-90f0-388ff96faa56';
/** Object id of the user-assigned managed identity: subject of its tokens. */
export const MANAGED_IDENTITY_PRINCIPAL_ID = 'e0000000-0000-4000-8a00-0000000000f4';
/** Client id of the system-assigned managed identity. */
export const SYSTEM_IDENTITY_CLIENT_ID = 'e0000000-0000-4000-8a00-0000000000e5';
/** Object id of the system-assigned managed identity. */
export const SYSTEM_IDENTITY_PRINCIPAL_ID = 'e0000000-0000-4000-8a00-0000000000f5';
/** Audience of tokens that are used as federated credential. */
export const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';
/** Subject of the projected token of a Kubernetes workload. */
export const WORKLOAD_SUBJECT = 'system:serviceaccount:torii:torii-server';

/** Federated identity credential: which foreign token may stand in for a secret. */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Scopes per resource, by the resource's app id. */
export type Permissions = Readonly<Record<string, readonly string[]>>;

/** One app registration: client, resource, or both. */
export interface Registration {
  readonly appId: string;
  readonly name: string;
  readonly identifierUris: readonly string[];
  /** Delegated scopes the app exposes. */
  readonly scopes: readonly string[];
  /** Application permissions the app exposes. */
  readonly appRoles?: readonly string[];
  /** `requestedAccessTokenVersion` of the manifest. */
  readonly tokenVersion: '1.0' | '2.0';
  /** Cannot be used as client here. */
  readonly resourceOnly?: boolean;
  /** Public clients have no credential and must use PKCE. */
  readonly publicClient?: boolean;
  /** Compared exactly, but for the port of loopback addresses. */
  readonly redirectUris?: readonly string[];
  /** Asking people again for what they may have consented to (`prompt=consent`) needs an administrator. */
  readonly adminConsentPrompt?: boolean;
  readonly secret?: string;
  readonly federatedCredentials?: readonly FederatedCredential[];
  /** Client id -> scopes for which nobody is asked. */
  readonly preAuthorized?: Permissions;
  /** Delegated permissions the client is registered for. */
  readonly requiredAccess?: Permissions;
  /** Clients whose consent page also lists this app's own permissions. */
  readonly knownClients?: readonly string[];
  /** Roles its own tokens carry, per resource (application permissions with admin consent). */
  readonly assignedRoles?: Permissions;
}

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
const SEARCH_APP_ID = '880da380-985e-4198-81b9-e05b1cc53158';
const AI_APP_ID = '18a66f5f-dbdf-4c17-9dd7-1634712a9cbe';
const COGNITIVE_APP_ID = '7d312290-28c8-473c-a0ed-8e53749b6d6d';

/** Where the OAuth proxy of a product on this machine is called back; the port is of no account. */
const PROXY_CALLBACK = 'http://localhost:3000/oauth/callback';

const USER_IMPERSONATION = ['user_impersonation'] as const;
const API_SCOPES = ['access_as_user', 'Notes.ReadWrite'] as const;

/** A resource that a drill adds: any downstream API with one delegated scope. */
export function downstreamResource(identifierUri: string): Registration {
  return microsoft(identifierUri, identifierUri, [identifierUri], USER_IMPERSONATION);
}

/** Every registration of the demo tenant; `url` is the cloud's own origin, `productUrl` Torii's. */
export function registrations(options: { url: string; productUrl: string }): Registration[] {
  return [
    api(options.url, options.productUrl),
    ...clients(options.productUrl),
    microsoft(GRAPH_APP_ID, 'Microsoft Graph', ['https://graph.microsoft.com', options.url], ['User.Read']),
    microsoft(SEARCH_APP_ID, 'Azure AI Search', ['https://search.azure.com'], USER_IMPERSONATION),
    microsoft(AI_APP_ID, 'Azure AI', ['https://ai.azure.com'], USER_IMPERSONATION),
    microsoft(COGNITIVE_APP_ID, 'Azure OpenAI', ['https://cognitiveservices.azure.com'], USER_IMPERSONATION),
    microsoft('fb60f99c-7a34-4190-8149-302f77469936', 'Token exchange', [TOKEN_EXCHANGE_AUDIENCE], []),
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
      appId: DAEMON_APP_ID,
      name: 'Nightly job',
      secret: DAEMON_CLIENT_SECRET,
      assignedRoles: { [API_APP_ID]: ['Tasks.Run.All'] },
    },
    { ...base, appId: MANAGED_IDENTITY_CLIENT_ID, name: 'torii-identity', resourceOnly: true },
  ];
}
