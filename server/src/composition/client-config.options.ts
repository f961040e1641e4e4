import type { ClientConfigOptions } from '../http/client-config/client-config.module.js';
import type { Settings } from '../settings/settings.js';

/** Options of `/api/config`. */
export function clientConfigOptions(settings: Settings): ClientConfigOptions {
  const { ENTRA_AUTHORITY_HOST: authorityHost, TENANT_ID: tenantId } = settings;
  const local = authorityHost.startsWith('http:');
  const { host } = new URL(authorityHost);
  return {
    authority: { authorityHost, tenantId },
    clientConfig: {
      tenantId,
      spaClientId: settings.SPA_CLIENT_ID ?? '',
      apiScope: settings.qualifiedScope(settings.REQUIRED_SCOPE),
      // MSAL insists on an https authority string; a loopback authority is never contacted under it.
      authority: `https://${host}/${tenantId}`,
      ...(local ? { knownAuthorities: [host] } : {}),
      local,
      features: {
        chat: settings.chat !== undefined,
        obo: settings.USE_OBO_FLOW,
        search: settings.search !== undefined,
        tokenInspector: settings.TOKEN_INSPECTOR,
        ...(settings.chat ? { model: settings.chat.deployment } : {}),
      },
    },
  };
}
