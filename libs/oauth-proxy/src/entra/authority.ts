import { allowInsecureRequests, discovery, type ServerMetadata } from 'openid-client';
import { authorityFault } from './authority-fault.js';

const LIFE_MS = 24 * 3_600_000;
/** While the authority fails, an old document is not asked for again before this time. */
const PAUSE_MS = 60_000;
const TIMEOUT_SECONDS = 10;

/** What is known of the tenant's authority. */
export interface AuthorityMetadata extends ServerMetadata {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

/** Settings of {@link Authority}. */
export interface AuthorityOptions {
  /** Origin, for example `https://login.microsoftonline.com`; `http` for loopback hosts only. */
  readonly authorityHost: string;
  readonly tenantId: string;
  /** Client whose name stands in the discovery request; any of ours. */
  readonly clientId: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The discovery document of the tenant, kept for a day; while it cannot be had anew, the last one serves. */
export class Authority {
  readonly #options: AuthorityOptions;
  #known: { readonly metadata: AuthorityMetadata; readonly until: number } | undefined;
  #flight: Promise<AuthorityMetadata> | undefined;

  constructor(options: AuthorityOptions) {
    this.#options = options;
  }

  /** True where the authority is reached without TLS: a loopback host. */
  get insecure(): boolean {
    return this.#options.authorityHost.startsWith('http:');
  }

  /** @throws AuthorityError where there is no document */
  metadata(): Promise<AuthorityMetadata> {
    const known = this.#known;
    if (known !== undefined && this.#options.now() < known.until) return Promise.resolve(known.metadata);
    this.#flight ??= this.#discover().finally(() => (this.#flight = undefined));
    return this.#flight;
  }

  async #discover(): Promise<AuthorityMetadata> {
    const { authorityHost, tenantId, clientId, now } = this.#options;
    const url = new URL(`${authorityHost}/${tenantId}/v2.0`);
    try {
      const configuration = await discovery(url, clientId, undefined, undefined, {
        timeout: TIMEOUT_SECONDS,
        execute: this.insecure ? [allowInsecureRequests] : [],
      });
      const metadata = pinned(configuration.serverMetadata(), authorityHost);
      this.#known = { metadata, until: now() + LIFE_MS };
      return metadata;
    } catch (error) {
      if (this.#known === undefined) throw authorityFault(error);
      this.#known = { ...this.#known, until: now() + PAUSE_MS };
      return this.#known.metadata;
    }
  }
}

/** A person's code and our credential go to the configured host and nowhere else, whatever a document says. */
function pinned(metadata: ServerMetadata, host: string): AuthorityMetadata {
  const { authorization_endpoint: authorize, token_endpoint: token } = metadata;
  if (authorize === undefined || token === undefined) throw new TypeError('the document names no endpoints');
  if (site(authorize) !== site(host) || site(token) !== site(host)) {
    throw new TypeError('the document names endpoints of another host');
  }
  return { ...metadata, authorization_endpoint: authorize, token_endpoint: token };
}

/** Scheme, host and port, with the names of the loopback host made one. */
function site(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return `${protocol}//${loopback ? 'loopback' : hostname}:${port}`;
}
