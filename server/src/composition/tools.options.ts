import type { Settings } from '../settings/settings.js';
import type { ToolsOptions } from '../tools/tools.options.js';

/** Options of the product's tools. */
export function toolsOptions(settings: Settings): ToolsOptions {
  return {
    targetAudiences: settings.TARGET_AUDIENCES,
    search: settings.AZURE_SEARCH_ENDPOINT !== undefined && settings.AZURE_SEARCH_INDEX !== undefined,
    policy: {
      audiences: [settings.API_APP_ID, settings.API_APP_ID_URI, ...settings.ALLOWED_AUDIENCES],
      tenants: settings.ALLOWED_TENANTS,
      requiredScope: settings.REQUIRED_SCOPE,
      clientApps: settings.ALLOWED_CLIENT_APPS,
      guestsAllowed: settings.ALLOW_GUESTS,
      clockSkewSeconds: settings.CLOCK_SKEW_SECONDS,
    },
  };
}
