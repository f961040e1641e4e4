import type { Settings } from '../settings/settings.js';

/** Canonical URL of the MCP endpoint: `resource` of RFC 9728 and RFC 8707, without a trailing slash. */
export function mcpResource({ PUBLIC_URL }: Settings): string {
  return `${PUBLIC_URL}/mcp`;
}

/** Fully qualified name of a delegated scope of this API, as a client must ask for it. */
export function qualifiedScope({ API_APP_ID_URI }: Settings, scope: string): string {
  return scope.includes('://') ? scope : `${API_APP_ID_URI}/${scope}`;
}
