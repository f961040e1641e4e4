import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { type Authority, msalAuthority } from './authority.js';
import type { ChosenProof } from './credential-chain.js';
import { EntraFault } from './entra-fault.js';
import { AuthorityFault, type Fetch, type HttpAnswer, readJson } from './http.js';
import { isRecord } from './jwt-payload.js';
import type { TokenAnswer } from './minted-token.js';

/** Settings of {@link TokenClient}. */
export interface TokenClientOptions {
  readonly clientId: string;
  /** Capabilities told to the authority; `cp1` says that claims challenges are understood. */
  readonly clientCapabilities: readonly string[];
  readonly requestTimeoutMs: number;
  readonly fetch: Fetch;
}

/** What every token request needs. */
export interface TokenRequest {
  readonly authority: Authority;
  readonly chosen: ChosenProof;
  readonly scopes: readonly string[];
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

  /** One on-behalf-of request (RFC 7523 section 2.1; Entra, "OAuth 2.0 On-Behalf-Of flow"). */
  onBehalfOf(request: TokenRequest, userAssertion: string): Promise<TokenAnswer> {
    const { scopes, claims, correlationId } = request;
    return this.#ask(request, (client) =>
      client.acquireTokenOnBehalfOf({
        oboAssertion: userAssertion,
        scopes: [...scopes],
        correlationId,
        skipCache: true,
        ...(claims === undefined ? {} : { claims }),
      }),
    );
  }

  /** One client credentials request (RFC 6749 section 4.4): a token for the server itself. */
  clientCredentials(request: TokenRequest): Promise<TokenAnswer> {
    const { scopes, correlationId } = request;
    return this.#ask(request, (client) =>
      client.acquireTokenByClientCredential({ scopes: [...scopes], correlationId, skipCache: true }),
    );
  }

  async #ask(
    request: TokenRequest,
    acquire: (client: ConfidentialClientApplication) => Promise<unknown>,
  ): Promise<TokenAnswer> {
    const { clientId, clientCapabilities, fetch, requestTimeoutMs } = this.#options;
    const wire = new TokenWire(fetch, request, requestTimeoutMs);
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientCapabilities: [...clientCapabilities],
        ...msalAuthority(request.authority),
        ...proof(request.chosen),
      },
      system: { networkClient: wire },
    });
    let refusal: unknown;
    try {
      await acquire(client);
    } catch (error) {
      refusal = error;
    }
    return wire.outcome(refusal);
  }
}

function proof({ proof: made }: ChosenProof): object {
  if (!('clientAssertion' in made)) return made;
  const { clientAssertion } = made;
  return { clientAssertion: () => Promise.resolve(clientAssertion) };
}

/** MSAL's way to the network: bounded in time and size, to the token endpoint only, remembering what came back. */
class TokenWire implements INetworkModule {
  #answer: HttpAnswer | undefined;
  #fault: unknown;
  readonly #fetch: Fetch;
  readonly #request: TokenRequest;
  readonly #timeoutMs: number;
  #sent: readonly string[] = [];

  constructor(fetch: Fetch, request: TokenRequest, timeoutMs: number) {
    this.#fetch = fetch;
    this.#request = request;
    this.#timeoutMs = timeoutMs;
  }

  sendGetRequestAsync<T>(url: string): Promise<NetworkResponse<T>> {
    return Promise.reject(
      new AuthorityFault(`an unexpected request for ${new URL(url).origin} was held back`),
    );
  }

  async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const { authority, signal } = this.#request;
    if (url.split('?')[0] !== authority.tokenEndpoint) return this.sendGetRequestAsync(url);
    const { headers = {}, body = '' } = options ?? {};
    this.#sent = secretsOf(body);
    try {
      this.#answer = await readJson(
        this.#fetch,
        url,
        { method: 'POST', headers, body, signal },
        this.#timeoutMs,
      );
      const { status, body: answered } = this.#answer;
      return { status, headers: { ...this.#answer.headers }, body: (answered ?? {}) as T };
    } catch (error) {
      this.#fault = error;
      throw error;
    }
  }

  /**
   * Judges by what was on the wire, not by MSAL's result: MSAL drops the status and `Retry-After`, and resolves
   * with an empty token where a refusal has no `error` member.
   */
  outcome(refusal: unknown): TokenAnswer {
    if (this.#fault !== undefined) throw this.#fault;
    const answer = this.#answer;
    if (answer === undefined)
      throw new AuthorityFault(`the request could not be made (${msalCode(refusal)})`);
    if (answer.status !== 200) throw new EntraFault(answer, this.#sent);
    const { body } = answer;
    if (!isRecord(body) || typeof body['access_token'] !== 'string' || body['access_token'] === '') {
      throw new AuthorityFault('the token endpoint answered without a token');
    }
    if (refusal !== undefined) throw new AuthorityFault(`the answer cannot be used (${msalCode(refusal)})`);
    const { access_token: accessToken, id_token: idToken, expires_in: life, scope } = body;
    const expiresIn = life === undefined ? Number.NaN : Number(life);
    return {
      accessToken,
      ...(typeof idToken === 'string' ? { idToken } : {}),
      ...(Number.isFinite(expiresIn) ? { expiresIn } : {}),
      ...(typeof scope === 'string' ? { scope } : {}),
    };
  }
}

/** MSAL's own short code; its messages may quote what was sent or received. */
function msalCode(error: unknown): string {
  return isRecord(error) && typeof error['errorCode'] === 'string' ? error['errorCode'] : 'unknown';
}

/** The secret members of a token request (RFC 6749, RFC 7523). */
function secretsOf(form: string): string[] {
  const sent = new URLSearchParams(form);
  return ['client_secret', 'client_assertion', 'assertion'].flatMap((name) => sent.getAll(name));
}
