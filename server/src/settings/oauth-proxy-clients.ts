/** One entry of `OAUTH_PROXY_CLIENTS`: a client that can neither register nor bring a metadata document. */
export interface ProxyClientSetting {
  /** What the consent page calls it. */
  readonly name: string;
  /** Where it may be sent back to; matched exactly, but for the port of loopback hosts (RFC 8252, 7.3). */
  readonly redirectUris: readonly string[];
  /** A confidential client's secret; absent for a public one. */
  readonly secret?: string;
}

export type ProxyClientsSetting = Readonly<Record<string, ProxyClientSetting>>;

const MEMBERS = new Set(['name', 'redirectUris', 'secret']);
const FORM = 'must be a JSON object of client id -> { "name", "redirectUris", "secret"? }';

/**
 * Reads the JSON of `OAUTH_PROXY_CLIENTS`.
 * @returns the clients, or the faults: one sentence each, naming the client but no other value.
 */
export function parseProxyClients(json: string): { clients: ProxyClientsSetting; faults: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { clients: {}, faults: [FORM] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { clients: {}, faults: [FORM] };
  const faults = Object.entries(value).flatMap(([id, entry]) => faultsOf(id, entry));
  return { clients: faults.length === 0 ? (value as ProxyClientsSetting) : {}, faults };
}

function faultsOf(id: string, entry: unknown): string[] {
  // RFC 6749, appendix A.1; a comma or blank would only be a slip of the pen.
  if (!/^[!-~]{1,200}$/.test(id)) return ['has a client id that is not 1 to 200 visible ASCII characters'];
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [`client "${id}" must be an object with "name" and "redirectUris"`];
  }
  const { name, redirectUris, secret } = entry as Record<string, unknown>;
  const faults = Object.keys(entry)
    .filter((member) => !MEMBERS.has(member))
    .map(() => `client "${id}" has an unknown member; known are name, redirectUris, secret`);
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100) {
    faults.push(`client "${id}": name must be 1 to 100 characters`);
  }
  if (!Array.isArray(redirectUris) || redirectUris.length === 0 || !redirectUris.every(isRedirectUri)) {
    faults.push(
      `client "${id}": redirectUris must list https URLs, http URLs of loopback hosts, or URIs of a private-use scheme, without fragment and user info`,
    );
  }
  if (secret !== undefined && (typeof secret !== 'string' || secret.length < 16)) {
    faults.push(`client "${id}": secret must have at least 16 characters`);
  }
  return faults;
}

function isRedirectUri(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, hash, username, password } = new URL(value);
  if (hash !== '' || value.endsWith('#') || username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (
    /^[a-z][a-z0-9+.-]*:$/.test(protocol) && !/^(javascript|data|vbscript|blob|file|about):$/.test(protocol)
  );
}
