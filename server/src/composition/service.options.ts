import type { ServiceOptions } from '../http/service.module.js';
import type { Settings } from '../settings/settings.js';
import { qualifiedScope } from './urls.js';

/** Options of `/api/config` and the limits. */
export function serviceOptions(settings: Settings): Omit<ServiceOptions, 'readiness'> {
  const { ENTRA_AUTHORITY_HOST: authorityHost, TENANT_ID: tenantId } = settings;
  const local = authorityHost.startsWith('http:');
  const { host } = new URL(authorityHost);
  const chat =
    settings.AZURE_OPENAI_ENDPOINT !== undefined && settings.AZURE_OPENAI_CHAT_DEPLOYMENT_NAME !== undefined;
  return {
    authority: { authorityHost, tenantId },
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    clientConfig: {
      tenantId,
      spaClientId: settings.SPA_CLIENT_ID ?? '',
      apiScope: qualifiedScope(settings, settings.REQUIRED_SCOPE),
      // MSAL insists on an https authority string; a loopback authority is never contacted under it.
      authority: `https://${host}/${tenantId}`,
      ...(local ? { knownAuthorities: [host] } : {}),
      local,
      features: {
        chat,
        obo: settings.USE_OBO_FLOW,
        search: settings.AZURE_SEARCH_ENDPOINT !== undefined && settings.AZURE_SEARCH_INDEX !== undefined,
        tokenInspector: settings.TOKEN_INSPECTOR,
        ...(chat ? { model: settings.AZURE_OPENAI_CHAT_DEPLOYMENT_NAME } : {}),
      },
    },
  };
}
