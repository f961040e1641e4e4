import type { AuthModuleOptions } from '#libs/entra-auth';
import type { McpMetadata } from '#libs/mcp';
import type { SignOuts } from '../revocation/sign-outs.js';
import type { Settings } from '../settings/settings.js';

/** Options of the token gate. `mcp` names the scopes to sign in for at the MCP endpoint. */
export function authOptions(
  settings: Settings,
  mcp: Pick<McpMetadata, 'scopes'>,
  signOuts: SignOuts,
): AuthModuleOptions {
  const metadata = `${settings.PUBLIC_URL}/.well-known/oauth-protected-resource`;
  return {
    tenantId: settings.TENANT_ID,
    clientId: settings.API_APP_ID,
    appIdUri: settings.API_APP_ID_URI,
    authorityHost: settings.ENTRA_AUTHORITY_HOST,
    allowedTenants: settings.ALLOWED_TENANTS,
    allowedAudiences: settings.ALLOWED_AUDIENCES,
    requiredScope: settings.REQUIRED_SCOPE,
    allowedClientApps: settings.ALLOWED_CLIENT_APPS,
    allowedAgents: settings.ALLOWED_AGENTS,
    allowGuests: settings.ALLOW_GUESTS,
    ...(settings.REVOCATION_POLL_SECONDS > 0 && {
      isSignedOut: signOuts.refuses.bind(signOuts),
    }),
    acceptV1Tokens: settings.ACCEPT_V1_TOKENS,
    clockSkewSeconds: settings.CLOCK_SKEW_SECONDS,
    strategy: settings.BEARER_STRATEGY,
    resourceMetadataUrl: (path) => (isMcp(path) ? `${metadata}/mcp` : metadata),
    signInScopes: (path) => (isMcp(path) ? mcp.scopes() : [settings.REQUIRED_SCOPE]),
  };
}

function isMcp(path: string): boolean {
  return path === '/mcp' || path === '/mcp/';
}
