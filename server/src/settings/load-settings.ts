import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { crossFaults, type SettingFault } from './cross-checks.js';
import { DEFAULT_MCP_SERVERS, parseMcpServers } from './mcp-servers.js';
import { parseProxyClients } from './oauth-proxy-clients.js';
import { CREDENTIAL_KINDS, CREDENTIAL_VARIABLES, SETTING_NAMES, Settings } from './settings.js';

/** Thrown by `loadSettings` with every fault at once. */
export class SettingsError extends Error {
  readonly code = 'settings_invalid';

  constructor(readonly faults: readonly SettingFault[]) {
    super(
      `${faults.length} setting${faults.length === 1 ? ' is' : 's are'} wrong:\n` +
        faults.map(({ name, message }) => `  ${name} ${message}`).join('\n'),
    );
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads, checks and completes the settings.
 * @param environment variables; an empty text counts as not set, as in a `.env` file with blanks.
 * @throws SettingsError (`settings_invalid`) naming all faulty variables and the fix, without any value.
 */
export function loadSettings(environment: Environment): Settings {
  const given = Object.fromEntries(
    SETTING_NAMES.filter((name) => environment[name]?.trim()).map((name) => [name, environment[name]]),
  );
  const settings = plainToInstance(Settings, given, { exposeDefaultValues: true }) as Mutable<Settings>;
  const servers = given['MCP_SERVERS'] === undefined ? undefined : parseMcpServers(given['MCP_SERVERS']);
  settings.MCP_SERVERS = servers?.servers ?? DEFAULT_MCP_SERVERS;
  const clients =
    given['OAUTH_PROXY_CLIENTS'] === undefined ? undefined : parseProxyClients(given['OAUTH_PROXY_CLIENTS']);
  settings.OAUTH_PROXY_CLIENTS = clients?.clients ?? {};
  complete(settings);
  const faults = [
    // A default that follows from a faulty setting is not reported a second time.
    ...validateSync(settings)
      .filter(({ property, value }) => given[property] !== undefined || value === undefined)
      .map(({ property, constraints }) => ({
        name: property,
        message: Object.values(constraints ?? {}).at(-1) ?? 'is not valid',
      })),
    ...(servers?.faults ?? []).map((message) => ({ name: 'MCP_SERVERS', message })),
    ...(clients?.faults ?? []).map((message) => ({ name: 'OAUTH_PROXY_CLIENTS', message })),
  ];
  faults.push(...crossFaults(settings, environment, new Set(faults.map(({ name }) => name))));
  if (faults.length > 0) throw new SettingsError(inOrder(faults));
  return Object.freeze(settings);
}

/** Fills the defaults that depend on other settings. */
function complete(settings: Mutable<Settings>): void {
  settings.PUBLIC_URL ??= `http://localhost:${settings.PORT}`;
  if (settings.API_APP_ID) settings.API_APP_ID_URI ??= `api://${settings.API_APP_ID}`;
  settings.ENTRA_APP_CLIENT_ID ??= settings.API_APP_ID;
  settings.OAUTH_PROXY_CLIENT_ID ??= settings.ENTRA_APP_CLIENT_ID;
  settings.AZURE_TENANT_ID ??= settings.TENANT_ID;
  if (settings.TENANT_ID) settings.ALLOWED_TENANTS ??= [settings.TENANT_ID];
  const configured = CREDENTIAL_KINDS.filter((kind) => settings[CREDENTIAL_VARIABLES[kind]] !== undefined);
  settings.OBO_CREDENTIALS ??= configured;
  settings.USE_OBO_FLOW ??= configured.length > 0;
}

function inOrder(faults: readonly SettingFault[]): readonly SettingFault[] {
  const place = new Map<string, number>(SETTING_NAMES.map((name, index) => [name, index]));
  return [...faults].sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
}
