import type { Settings } from '../settings/settings.js';
import type { ToolsOptions } from '../tools/tools.options.js';

/** Options of the product's tools. */
export function toolsOptions(settings: Settings): ToolsOptions {
  return {
    targetAudiences: settings.TARGET_AUDIENCES,
    showClaims: settings.TOKEN_INSPECTOR !== 'off',
    search: settings.search !== undefined,
  };
}
