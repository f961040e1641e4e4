import { parseArgs } from 'node:util';

/** What `npm run entra:setup` is asked to make. */
export interface SetupOptions {
  /** GUID or domain of the tenant to sign in to. */
  readonly tenant: string;
  /** Part of the registrations' unique names, so that several environments stand side by side. */
  readonly environment: string;
  /** Canonical origin of the server. */
  readonly publicUrl: string;
  /** Registration of the API that stands already and is to be mended. */
  readonly apiAppId?: string;
  readonly spaAppId?: string;
  readonly managedIdentity?: { readonly clientId: string; readonly principalId: string };
  /** Makes a client secret (development). */
  readonly secret: boolean;
  readonly adminConsent: boolean;
  /** Adds the https URL of the MCP endpoint to the identifier URIs (its domain must be verified). */
  readonly mcpUri: boolean;
  /** Clients that nobody is asked for, by name. */
  readonly preAuthorize: readonly (keyof typeof KNOWN_CLIENTS)[];
  /** The polling of ended sessions needs Graph's `User.Read.All`. */
  readonly revocation: boolean;
  readonly dryRun: boolean;
  readonly deviceCode: boolean;
  readonly envFile: string;
}

/** Public clients of Microsoft, by the ids that its own sources name. */
export const KNOWN_CLIENTS = {
  vscode: 'aebc6443-996d-45c2-90f0-388ff96faa56',
  'azure-cli': '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
} as const;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const USAGE = `npm run entra:setup -- --tenant <id or domain> [options]
  --public-url <origin>        where the server is reached (default PUBLIC_URL or http://localhost:3000)
  --environment <name>         several setups side by side in one tenant (default: default)
  --managed-identity <client id>:<principal id>
                               trust this user-assigned identity in place of a secret
  --secret                     make a client secret (development)
  --mcp-uri                    add <public-url>/mcp to the identifier URIs (the domain must be verified)
  --pre-authorize <names>      comma-separated: ${Object.keys(KNOWN_CLIENTS).join(', ')} (default: vscode; none for nobody)
  --admin-consent              consent for everybody in the tenant
  --revocation                 let the managed identity read whose sessions were ended
  --device-code                sign in with a code instead of the browser
  --env-file <path>            file to write the settings to (default .env)
  --dry-run                    print what would be done, change nothing`;

/**
 * Reads the command line; settings of the environment are defaults.
 * @throws Error naming the option and the fix
 */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): SetupOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    options: {
      tenant: { type: 'string' },
      'public-url': { type: 'string' },
      environment: { type: 'string', default: 'default' },
      'managed-identity': { type: 'string' },
      secret: { type: 'boolean', default: false },
      'mcp-uri': { type: 'boolean', default: false },
      'pre-authorize': { type: 'string', default: 'vscode' },
      'admin-consent': { type: 'boolean', default: false },
      revocation: { type: 'boolean', default: false },
      'device-code': { type: 'boolean', default: false },
      'env-file': { type: 'string', default: '.env' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const tenant = values.tenant ?? (environment['TENANT_ID'] || environment['AZURE_TENANT_ID']);
  if (!tenant || !/^[A-Za-z0-9.-]{1,253}$/.test(tenant)) {
    throw new Error('--tenant (or TENANT_ID) must be the id or a domain of your tenant');
  }
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(values.environment)) {
    throw new Error('--environment must be 1 to 32 lower-case letters, digits and "-"');
  }
  const publicUrl = originOf(values['public-url'] ?? environment['PUBLIC_URL'] ?? 'http://localhost:3000');
  const managedIdentity = identityOf(values['managed-identity']);
  const apiAppId = environment['API_APP_ID'];
  const spaAppId = environment['SPA_CLIENT_ID'];
  return {
    tenant,
    environment: values.environment,
    publicUrl,
    ...(apiAppId ? { apiAppId } : {}),
    ...(spaAppId ? { spaAppId } : {}),
    ...(managedIdentity ? { managedIdentity } : {}),
    secret: values.secret,
    adminConsent: values['admin-consent'],
    mcpUri: values['mcp-uri'],
    preAuthorize: clientsOf(values['pre-authorize']),
    revocation: values.revocation,
    dryRun: values['dry-run'],
    deviceCode: values['device-code'],
    envFile: values['env-file'],
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url?.hostname === 'localhost';
  if (
    !url ||
    url.pathname !== '/' ||
    url.search ||
    (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
  ) {
    throw new Error(
      '--public-url must be an https origin without a path (http for localhost only: Entra takes no other redirect URI)',
    );
  }
  return url.origin;
}

function identityOf(text: string | undefined): SetupOptions['managedIdentity'] {
  if (text === undefined) return undefined;
  const [clientId = '', principalId = ''] = text.toLowerCase().split(':');
  if (!GUID.test(clientId) || !GUID.test(principalId)) {
    throw new Error('--managed-identity must be <client id>:<principal (object) id>, both GUIDs');
  }
  return { clientId, principalId };
}

function clientsOf(text: string): SetupOptions['preAuthorize'] {
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    if (!Object.hasOwn(KNOWN_CLIENTS, name)) {
      throw new Error(`--pre-authorize knows ${Object.keys(KNOWN_CLIENTS).join(', ')} and none`);
    }
    return name as keyof typeof KNOWN_CLIENTS;
  });
}
