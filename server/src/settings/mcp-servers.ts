import { isSecureUrl } from './url-fields.js';

/** One entry of `MCP_SERVERS`. */
export interface McpServerSetting {
  readonly url: string;
  /** `user`: a token exchanged for `audience` is sent; `none`: nothing is. */
  readonly auth: 'none' | 'user';
  readonly audience?: string;
}

export type McpServersSetting = Readonly<Record<string, McpServerSetting>>;

/** What is used where `MCP_SERVERS` is not set. */
export const DEFAULT_MCP_SERVERS: McpServersSetting = {
  'Microsoft Learn': { url: 'https://learn.microsoft.com/api/mcp', auth: 'none' },
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/;
const MEMBERS = new Set(['url', 'auth', 'audience']);

/**
 * Reads the JSON of `MCP_SERVERS`.
 * @returns the servers, or the faults: one sentence each, naming the server but no value.
 */
export function parseMcpServers(json: string): { servers: McpServersSetting; faults: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { servers: {}, faults: ['must be a JSON object of name -> { "url", "auth": "none" | "user" }'] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { servers: {}, faults: ['must be a JSON object of name -> { "url", "auth": "none" | "user" }'] };
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const faults = entries.flatMap(([name, entry]) => faultsOf(name, entry));
  return { servers: faults.length === 0 ? (value as McpServersSetting) : {}, faults };
}

function faultsOf(name: string, entry: unknown): string[] {
  if (!NAME.test(name)) {
    return ['has a server name that is not 1 to 64 letters, digits, blanks, dots, "-" or "_"'];
  }
  if (name.toLowerCase() === 'torii') {
    return [`server "${name}": this name is that of the server's own tools; choose another one`];
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [`server "${name}" must be an object with "url" and "auth"`];
  }
  const { url, auth, audience } = entry as Record<string, unknown>;
  const faults = Object.keys(entry)
    .filter((member) => !MEMBERS.has(member))
    .map(() => `server "${name}" has an unknown member; known are url, auth, audience`);
  if (typeof url !== 'string' || !/^https?:/i.test(url) || !URL.canParse(url)) {
    faults.push(`server "${name}": url must be an http(s) URL`);
  } else if (auth === 'user' && !isSecureUrl(url)) {
    faults.push(`server "${name}": a token is sent over https only (http for loopback hosts)`);
  }
  if (auth !== 'none' && auth !== 'user') faults.push(`server "${name}": auth must be "none" or "user"`);
  if (auth === 'user' && (typeof audience !== 'string' || !URL.canParse(audience))) {
    faults.push(`server "${name}": auth "user" needs "audience", the server's App ID URI`);
  }
  return faults;
}
