import type { ProtectedApi } from './authorize/api-scopes.js';
import type { ConfiguredClient } from './clients/client-directory.js';
import type { DocumentNetwork } from './documents/pinned-fetch.js';
import type { LoadsClientAuthentication } from './entra/client-authentication.js';
import type { SignInReporter } from './sign-in-record.js';
import type { OAuthProxyStore } from './store/oauth-proxy-store.js';

/**
 * Options of `OAuthProxyModule`.
 * @example
 * const options: OAuthProxyOptions = {
 *   issuer: 'https://torii.example.com',
 *   resource: 'https://torii.example.com/mcp',
 *   name: 'Torii',
 *   authorityHost: 'https://login.microsoftonline.com',
 *   tenantId,
 *   clientId,
 *   clientAuthentication: () => Promise.resolve({ clientSecret }),
 *   api: { appId: clientId, appIdUri: `api://${clientId}`, requiredScope: 'access_as_user' },
 *   keys: [Buffer.from(key, 'base64')],
 * };
 */
export interface OAuthProxyOptions {
  /** Public origin of this server, without a trailing slash: the issuer. Never read from a request. */
  readonly issuer: string;
  /** Canonical URL of the MCP endpoint: the only `resource` (RFC 8707) that is accepted, beside its origin. */
  readonly resource: string;
  /** Name of the product, shown on the pages. */
  readonly name: string;
  /** Origin of the authority, for example `https://login.microsoftonline.com`; `http` for loopback hosts only. */
  readonly authorityHost: string;
  /** Tenant (GUID) that people sign in to. */
  readonly tenantId: string;
  /** Application id (GUID) of the confidential client that signs people in; `<issuer>/oauth/callback` is registered for it. */
  readonly clientId: string;
  /** Application id of the client that exchanges tokens: consent by a link is given to it. Default `clientId`. */
  readonly connectClientId?: string;
  /** Loads the credential of these clients; both have to accept it. */
  readonly clientAuthentication: LoadsClientAuthentication;
  /** The API that access tokens are for. */
  readonly api: ProtectedApi;
  /** Keys of 32 bytes: the first seals, all of them open. The same on every replica. */
  readonly keys: readonly Uint8Array[];
  /** Clients that can neither register nor bring a metadata document, by client id. */
  readonly clients?: Readonly<Record<string, ConfiguredClient>>;
  /**
   * Where clients may be answered: exact host names, private-use schemes with their colon (`cursor:`), `loopback`.
   * Default, and where empty: any https host, and loopback.
   */
  readonly redirectHosts?: readonly string[];
  /** Registrations per minute and client address; 0 = no limit. Default 120. */
  readonly registrationsPerMinute?: number;
  /** False: clients cannot register, and the metadata names no registration endpoint. Default true. */
  readonly acceptRegistrations?: boolean;
  /** False: an https URL is no client id, and the metadata does not announce it. Default true. */
  readonly acceptDocuments?: boolean;
  /** What replicas have to know together. Default: memory, which is right for one process. */
  readonly store?: OAuthProxyStore;
  /** Called once per sign-in, for an audit. */
  readonly onSignIn?: SignInReporter;
  /** Where documents of clients are fetched from; for tests and for networks with a name service of their own. */
  readonly documentNetwork?: DocumentNetwork;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Checks what types cannot.
 * @throws TypeError naming every faulty option
 */
export function checkOptions(options: OAuthProxyOptions): void {
  const faults: string[] = [];
  for (const name of ['issuer', 'authorityHost'] as const) {
    if (!isOrigin(options[name]))
      faults.push(`${name} has to be an https origin (http for loopback hosts only)`);
  }
  if (!options.resource.startsWith(`${options.issuer}/`)) faults.push('resource has to be below issuer');
  if (faults.length > 0) throw new TypeError(`OAuthProxyModule: ${faults.join('; ')}`);
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && loopback));
}
