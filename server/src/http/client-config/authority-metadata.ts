import { Inject, Injectable } from '@nestjs/common';

/** What is needed to find the authority's discovery document. */
export interface AuthorityMetadataOptions {
  /** Origin of the authority, without a trailing slash. */
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly fetch?: typeof fetch;
}

export const AUTHORITY_METADATA_OPTIONS = Symbol('AUTHORITY_METADATA_OPTIONS');

/** The authority's discovery document cannot be had. 503 with `Retry-After`. */
export class AuthorityUnavailableError extends Error {
  readonly code = 'authority_unavailable';
  readonly status = 503;
  readonly retryAfterSeconds = 5;

  constructor(cause: unknown) {
    super('The sign-in service cannot be reached at the moment.', { cause });
  }
}

const MAX_BYTES = 512 * 1024;

/**
 * The OpenID discovery document of a loopback http authority, which MSAL in the browser must be handed because it
 * insists on an https authority string. Fetched once; a failure is not remembered.
 */
@Injectable()
export class AuthorityMetadata {
  #document: Promise<string> | undefined;

  readonly #options: AuthorityMetadataOptions;

  constructor(@Inject(AUTHORITY_METADATA_OPTIONS) options: AuthorityMetadataOptions) {
    this.#options = options;
  }

  /** True where the document is needed at all. */
  get needed(): boolean {
    return this.#options.authorityHost.startsWith('http:');
  }

  /**
   * @returns the document as JSON text.
   * @throws AuthorityUnavailableError (`authority_unavailable`)
   */
  async json(): Promise<string> {
    this.#document ??= this.#load();
    try {
      return await this.#document;
    } catch (error) {
      this.#document = undefined;
      throw new AuthorityUnavailableError(error);
    }
  }

  async #load(): Promise<string> {
    const { authorityHost, tenantId, fetch: get = fetch } = this.#options;
    const url = `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const response = await get(url, { signal: AbortSignal.timeout(5000), redirect: 'error' });
    const text = await response.text();
    if (!response.ok || text.length > MAX_BYTES) throw new Error(`discovery answered ${response.status}`);
    const document = JSON.parse(text) as Record<string, unknown>;
    if (typeof document['issuer'] !== 'string') throw new Error('discovery has no issuer');
    return JSON.stringify(document);
  }
}
