import type { McpMetadata } from '#libs/mcp';
import type { DocumentNetwork, OAuthProxyOptions } from '#libs/oauth-proxy';
import type { ClientCredentials } from '#libs/obo';
import type { AuditLog } from '../audit/audit-log.js';
import type { Database } from '../store/database.js';
import { SqlOAuthProxyStore } from '../oauth-proxy/sql-oauth-proxy-store.js';
import type { Settings } from '../settings/settings.js';
import { ofSignIn } from './audit.entries.js';
import { encryptionKeys } from './encryption-keys.js';

/** What the proxy uses of other rooms. */
interface OAuthProxyNeeds {
  readonly credentials: ClientCredentials;
  readonly database: Database;
  readonly mcp: Pick<McpMetadata, 'needed'>;
  readonly audit: AuditLog;
  readonly documentNetwork?: DocumentNetwork | undefined;
}

/** Options of the authorization server for MCP clients. */
export function oauthProxyOptions(
  settings: Settings,
  { credentials, database, mcp, audit, documentNetwork }: OAuthProxyNeeds,
): OAuthProxyOptions {
  return {
    issuer: settings.PUBLIC_URL,
    resource: settings.mcpResource,
    name: 'Torii',
    authorityHost: settings.ENTRA_AUTHORITY_HOST,
    tenantId: settings.TENANT_ID,
    clientId: settings.OAUTH_PROXY_CLIENT_ID,
    connectClientId: settings.ENTRA_APP_CLIENT_ID,
    clientAuthentication: (fresh) => credentials.load(fresh),
    api: {
      appIdUri: settings.API_APP_ID_URI,
      appId: settings.API_APP_ID,
      requiredScope: settings.REQUIRED_SCOPE,
      moreScopes: () => mcp.needed(),
      signInScopes: settings.MCP_SIGN_IN_SCOPES === 'base' ? 'required' : 'all',
    },
    keys: encryptionKeys(settings),
    clients: settings.OAUTH_PROXY_CLIENTS,
    redirectHosts: settings.OAUTH_PROXY_REDIRECT_HOSTS,
    registrationsPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    onSignIn: (record) => audit.write(ofSignIn(record)),
    store: new SqlOAuthProxyStore(database),
    ...(documentNetwork === undefined ? {} : { documentNetwork }),
  };
}
