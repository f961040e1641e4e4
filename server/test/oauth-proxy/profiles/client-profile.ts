/** How a client gets its client id. */
export type Identity =
  | { readonly by: 'document'; readonly clientId: string }
  | { readonly by: 'registration'; readonly metadata: Readonly<Record<string, unknown>> }
  | { readonly by: 'settings'; readonly clientId: string; readonly secret?: string };

/** What a real client does, as far as an authorization server can see it. */
export interface ClientProfile {
  readonly name: string;
  /** Where the behaviour is documented or was seen. */
  readonly source: string;
  readonly identity: Identity;
  /** `PORT` stands for a port that was free. */
  readonly redirectUri: string;
  /** Metadata addresses in the order in which they are tried; the first 200 counts. */
  readonly metadata: readonly string[];
  /** `resource` of authorize and token request; absent: none is sent. */
  readonly resource?: (endpoint: string) => string;
  /** `challenge`: that of the 401; `supported`: all of the server's metadata; a text as it is; absent: none is sent. */
  readonly scope?: 'challenge' | 'supported' | { readonly literal: string };
  readonly prompt?: string;
  readonly authentication: 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
  /** Does not go on unless `iss` comes back and is the issuer (RFC 9207). */
  readonly demandsIss?: boolean;
  /** Members of the metadata without which the client refuses to start. */
  readonly demands?: Readonly<Record<string, unknown>>;
  /** Refreshes before it opens a browser again. */
  readonly refreshes?: boolean;
}

const RFC8414 = '/.well-known/oauth-authorization-server';
const OPENID = '/.well-known/openid-configuration';

export const ORDERS = {
  /** MCP 2025-11-25 and later, for an issuer without a path. */
  standard: [RFC8414, OPENID],
  /** MCP 2025-03-26: the endpoint's path put in, then the root. */
  inserted: [`${RFC8414}/mcp`, RFC8414, OPENID],
  openidFirst: [OPENID, RFC8414],
} as const;

export const same = (endpoint: string): string => endpoint;
export const withSlash = (endpoint: string): string => `${endpoint}/`;
export const origin = (endpoint: string): string => new URL(endpoint).origin;
export const S256 = { code_challenge_methods_supported: ['S256'] };
