import { LRUCache } from 'lru-cache';
import type { Configuration } from '@azure/msal-node';
import { isGuid, isRecord } from './shapes.js';
import { SingleFlight } from '../cache/single-flight.js';
import { AuthorityError, readJson, type Fetch } from './http.js';

const LIFE_MS = 24 * 3_600_000;
/** While the authority fails, an old document is not asked for again before this time, in milliseconds. */
const PAUSE_MS = 5 * 60_000;
const MAX_TENANTS = 100;

/** What is known of one tenant's authority. */
export interface Authority {
  readonly tenantId: string;
  readonly issuer: string;
  readonly tokenEndpoint: string;
  /** Discovery document as JSON text (OpenID Connect Discovery 1.0). */
  readonly document: string;
}

interface Known {
  readonly authority: Authority;
  readonly fetchedAt: number;
}

/** Settings of {@link AuthorityDirectory}. */
export interface AuthorityOptions {
  /** Origin of the authority, for example `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  readonly requestTimeoutMs: number;
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Finds the discovery document of a tenant and keeps it for a day. A failed fetch is never remembered; while a
 * refresh fails, the last good document goes on serving.
 */
export class AuthorityDirectory {
  readonly #options: AuthorityOptions;
  readonly #known = new LRUCache<string, Known>({ max: MAX_TENANTS });
  readonly #flights = new SingleFlight<Authority>();

  constructor(options: AuthorityOptions) {
    this.#options = { ...options, authorityHost: options.authorityHost.replace(/\/+$/, '') };
  }

  /** @throws AuthorityError where the document cannot be read */
  async find(tenantId: string, signal?: AbortSignal): Promise<Authority> {
    if (!isGuid(tenantId)) throw new AuthorityError('the tenant id is not a GUID', { tenant: true });
    const known = this.#known.get(tenantId);
    if (known !== undefined && this.#options.now() - known.fetchedAt < LIFE_MS) return known.authority;
    try {
      return await this.#flights.run(tenantId, (inner) => this.#fetch(tenantId, inner), signal);
    } catch (error) {
      if (known === undefined || signal?.aborted) throw error;
      this.#known.set(tenantId, { ...known, fetchedAt: this.#options.now() - LIFE_MS + PAUSE_MS });
      return known.authority;
    }
  }

  async #fetch(tenantId: string, signal: AbortSignal): Promise<Authority> {
    const { authorityHost, fetch, requestTimeoutMs, now } = this.#options;
    const url = `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const answer = await readJson(fetch, url, { signal }, requestTimeoutMs);
    if (answer.status === 400 || answer.status === 404) {
      throw new AuthorityError('the authority does not know the tenant', { tenant: true });
    }
    const authority = readDiscovery(answer.status === 200 ? answer.body : undefined, tenantId, authorityHost);
    if (authority === undefined) throw new AuthorityError('the discovery document cannot be used');
    this.#known.set(tenantId, { authority, fetchedAt: now() });
    return authority;
  }
}

function readDiscovery(body: unknown, tenantId: string, host: string): Authority | undefined {
  if (!isRecord(body)) return undefined;
  const { issuer, token_endpoint: tokenEndpoint } = body;
  if (typeof issuer !== 'string' || typeof tokenEndpoint !== 'string') return undefined;
  // An assertion is a bearer token: it goes to the configured host and nowhere else, whatever a document says.
  if (!URL.canParse(tokenEndpoint) || site(tokenEndpoint) !== site(host)) return undefined;
  return { tenantId, issuer, tokenEndpoint, document: JSON.stringify(body) };
}

/** Scheme, host and port, with the names of the loopback host made one. */
function site(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  const loopback = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
  return `${protocol}//${loopback ? 'loopback' : hostname}:${port}`;
}

/**
 * The `auth` part of MSAL's configuration for one tenant. MSAL insists on an https authority string but never
 * looks at the endpoints, so the document is handed over and the string is only a name: the same for the cloud
 * and for a loopback http authority.
 */
export function msalAuthority(
  authority: Authority,
): Pick<Configuration['auth'], 'authority' | 'knownAuthorities' | 'authorityMetadata'> {
  const { host } = new URL(authority.tokenEndpoint);
  return {
    authority: `https://${host}/${authority.tenantId}`,
    knownAuthorities: [host],
    authorityMetadata: authority.document,
  };
}
