import { ManagedIdentityCredential, type TokenCredential, WorkloadIdentityCredential } from '@azure/identity';
import type { Settings } from '../settings/settings.js';

/** Flexible servers of each cloud, and the resource that their Entra sign-in wants a token for. */
const CLOUDS: readonly (readonly [suffix: string, scope: string])[] = [
  ['.postgres.database.azure.com', 'https://ossrdbms-aad.database.windows.net/.default'],
  ['.postgres.database.usgovcloudapi.net', 'https://ossrdbms-aad.database.usgovcloudapi.net/.default'],
  ['.postgres.database.chinacloudapi.cn', 'https://ossrdbms-aad.database.chinacloudapi.cn/.default'],
];

type Needed = Pick<
  Settings,
  'DATABASE_URL' | 'UMI_CLIENT_ID' | 'AZURE_FEDERATED_TOKEN_FILE' | 'ENTRA_APP_CLIENT_ID' | 'AZURE_TENANT_ID'
>;

/**
 * An Entra access token as the password of Azure Database for PostgreSQL, where `DATABASE_URL` names such a server and
 * holds no password. The role is the managed identity's (`UMI_CLIENT_ID`) or the workload's. The token counts at
 * sign-in only; one request serves all connections that are opened at the same moment.
 */
export function databasePassword(settings: Needed): (() => Promise<string>) | undefined {
  if (!URL.canParse(settings.DATABASE_URL)) return undefined;
  const { hostname, password } = new URL(settings.DATABASE_URL);
  const scope = CLOUDS.find(([suffix]) => hostname.endsWith(suffix))?.[1];
  if (password !== '' || scope === undefined) return undefined;
  const credential = credentialOf(settings);
  if (credential === undefined) return undefined;
  let asking: Promise<string> | undefined;
  return () =>
    (asking ??= tokenFor(credential, scope).finally(() => {
      asking = undefined;
    }));
}

function credentialOf(settings: Needed): TokenCredential | undefined {
  const { UMI_CLIENT_ID: clientId, AZURE_FEDERATED_TOKEN_FILE: tokenFilePath } = settings;
  if (clientId !== undefined)
    return clientId === 'system'
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential({ clientId });
  if (tokenFilePath === undefined) return undefined;
  const { ENTRA_APP_CLIENT_ID, AZURE_TENANT_ID: tenantId } = settings;
  return new WorkloadIdentityCredential({ clientId: ENTRA_APP_CLIENT_ID, tenantId, tokenFilePath });
}

async function tokenFor(credential: TokenCredential, scope: string): Promise<string> {
  const token = await credential.getToken(scope);
  if (!token) throw new Error('the identity got no token for the database');
  return token.token;
}
