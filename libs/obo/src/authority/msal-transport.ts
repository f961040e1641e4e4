import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { EntraError } from './entra-error.js';
import { AuthorityError, type Fetch, type HttpAnswer, readJson } from './http.js';
import { isRecord } from './shapes.js';

/** The token endpoint's good answer, as far as it is needed (RFC 6749 section 5.1). */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly idToken?: string;
  /** Lifetime in seconds, where the endpoint gave one. */
  readonly expiresIn?: number;
  readonly scope?: string;
}

/** Settings of {@link MsalTransport}. */
export interface MsalTransportOptions {
  readonly fetch: Fetch;
  /** The only address that may be asked. */
  readonly tokenEndpoint: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** MSAL's way to the network: bounded in time and size, to the token endpoint only, remembering what came back. */
export class MsalTransport implements INetworkModule {
  readonly #options: MsalTransportOptions;
  #answer: HttpAnswer | undefined;
  #failure: unknown;
  #sent: readonly string[] = [];

  constructor(options: MsalTransportOptions) {
    this.#options = options;
  }

  sendGetRequestAsync<T>(url: string): Promise<NetworkResponse<T>> {
    return Promise.reject(
      new AuthorityError(`an unexpected request for ${new URL(url).origin} was held back`),
    );
  }

  async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const { fetch, tokenEndpoint, timeoutMs, signal } = this.#options;
    if (url.split('?')[0] !== tokenEndpoint) return this.sendGetRequestAsync(url);
    const { headers = {}, body = '' } = options ?? {};
    this.#sent = secretsOf(body);
    try {
      const answer = await readJson(fetch, url, { method: 'POST', headers, body, signal }, timeoutMs);
      this.#answer = answer;
      return { status: answer.status, headers: { ...answer.headers }, body: (answer.body ?? {}) as T };
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  /**
   * Judges by what was on the wire, not by MSAL's result: MSAL drops the status and `Retry-After`, and resolves
   * with an empty token where a refusal has no `error` member.
   * @param refusal what MSAL threw, if it did
   */
  outcome(refusal: unknown): TokenAnswer {
    if (this.#failure !== undefined) throw this.#failure;
    const answer = this.#answer;
    if (answer === undefined)
      throw new AuthorityError(`the request could not be made (${msalCode(refusal)})`);
    if (answer.status !== 200) throw new EntraError(answer, this.#sent);
    const { body } = answer;
    if (!isRecord(body) || typeof body['access_token'] !== 'string' || body['access_token'] === '') {
      throw new AuthorityError('the token endpoint answered without a token');
    }
    if (refusal !== undefined) throw new AuthorityError(`the answer cannot be used (${msalCode(refusal)})`);
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
