import { ConfidentialClientApplication } from '@azure/msal-node';
import type { ClientAuthentication } from './client-authentication.js';
import { type Authority, msalAuthority } from './directory.js';
import type { Fetch } from './http.js';
import { MsalTransport, type TokenAnswer } from './msal-transport.js';

/** Settings of {@link TokenClient}. */
export interface TokenClientOptions {
  readonly clientId: string;
  /** Capabilities declared to the authority; `cp1`: claims challenges are understood. */
  readonly clientCapabilities: readonly string[];
  readonly requestTimeoutMs: number;
  readonly fetch: Fetch;
}

/** What entitles the client to a token: a user assertion (RFC 7523 section 2.1) or itself (RFC 6749 section 4.4). */
export type Grant =
  | { readonly kind: 'on-behalf-of'; readonly assertion: string }
  | {
      readonly kind: 'client-credentials';
      /** Client id of the agent identity that a blueprint asks for (Entra Agent ID). */
      readonly fmiPath?: string;
    };

/** One request to one token endpoint. */
export interface TokenRequest {
  readonly grant: Grant;
  readonly authority: Authority;
  readonly authentication: ClientAuthentication;
  readonly scopes: readonly string[];
  /** Claims request as JSON text. */
  readonly claims?: string;
  readonly correlationId: string;
  readonly signal: AbortSignal;
}

/**
 * Speaks to the token endpoint through MSAL, with a client application made for one request and thrown away:
 * MSAL's cache, its throttling and its account store know of no other user, so nothing can leak or block across.
 */
export class TokenClient {
  readonly #options: TokenClientOptions;

  constructor(options: TokenClientOptions) {
    this.#options = options;
  }

  /**
   * Acquires one token.
   * @throws EntraError where the authority refuses
   * @throws AuthorityError where it cannot be reached or answers nonsense
   */
  async acquire(request: TokenRequest): Promise<TokenAnswer> {
    const { clientId, clientCapabilities, fetch, requestTimeoutMs } = this.#options;
    const { authority, signal, authentication } = request;
    const transport = new MsalTransport({
      fetch,
      signal,
      tokenEndpoint: authority.tokenEndpoint,
      timeoutMs: requestTimeoutMs,
    });
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: authentication.clientId ?? clientId,
        clientCapabilities: [...clientCapabilities],
        ...msalAuthority(authority),
        ...msalCredential(authentication),
      },
      system: { networkClient: transport },
    });
    let refusal: unknown;
    try {
      await send(client, request);
    } catch (error) {
      refusal = error;
    }
    return transport.outcome(refusal);
  }
}

function send(
  client: ConfidentialClientApplication,
  { grant, scopes, claims, correlationId }: TokenRequest,
): Promise<unknown> {
  const request = {
    scopes: [...scopes],
    correlationId,
    skipCache: true,
    ...(claims === undefined ? {} : { claims }),
  };
  switch (grant.kind) {
    case 'on-behalf-of':
      return client.acquireTokenOnBehalfOf({ ...request, oboAssertion: grant.assertion });
    case 'client-credentials':
      return client.acquireTokenByClientCredential({
        ...request,
        ...(grant.fmiPath === undefined ? {} : { fmiPath: grant.fmiPath }),
      });
  }
}

function msalCredential(authentication: ClientAuthentication): object {
  if ('clientSecret' in authentication) return { clientSecret: authentication.clientSecret };
  if ('clientCertificate' in authentication) return { clientCertificate: authentication.clientCertificate };
  const { clientAssertion } = authentication;
  return { clientAssertion: () => Promise.resolve(clientAssertion) };
}
