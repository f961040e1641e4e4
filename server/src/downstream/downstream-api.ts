import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  type ExchangedToken,
  type ExchangeRequest,
  OboError,
  type RefusedToken,
  TokenExchanger,
  type UserAssertion,
} from '#libs/obo';
import { retryAfterMs } from '../outgoing/retry-after.js';
import { claimsChallenge } from '../outgoing/claims-challenge.js';
import { DownstreamError } from './downstream.error.js';
import { DOWNSTREAM_OPTIONS, type DownstreamOptions } from './downstream.options.js';
import { readJson } from './downstream-answer.js';

/** A `Retry-After` up to this many milliseconds is waited out, once; a longer one is the caller's to keep. */
const LONGEST_WAIT_MS = 5000;

/** One call to a downstream API, without its token. */
export interface DownstreamCall {
  /** The API by the name people know, for error texts. */
  readonly api: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** JSON body. */
  readonly body?: unknown;
  /** What to exchange the caller's token for. */
  readonly target: Pick<ExchangeRequest, 'resource' | 'scopes'>;
  /** Headers that carry the exchanged token beside `Authorization`, without a scheme. */
  readonly tokenHeaders?: readonly string[];
  readonly signal?: AbortSignal;
  /** Receives the token that the API accepted. */
  readonly onToken?: (token: ExchangedToken) => void;
}

/**
 * Calls downstream APIs on behalf of a user: exchanged token, time limit, cancellation, `Retry-After`, and claims
 * challenges handed on to the caller. The caller's own token never leaves.
 */
@Injectable()
export class DownstreamApi {
  readonly #exchanger: TokenExchanger;
  readonly #options: DownstreamOptions;

  constructor(exchanger: TokenExchanger, @Inject(DOWNSTREAM_OPTIONS) options: DownstreamOptions) {
    this.#exchanger = exchanger;
    this.#options = options;
  }

  /**
   * Makes the call and returns the parsed JSON of a good answer.
   * @throws OboError where the exchange fails or the API challenges the user
   * @throws DownstreamError where the API does not serve
   */
  async call(user: UserAssertion, call: DownstreamCall): Promise<unknown> {
    const request = { ...call.target, signal: call.signal };
    const token = await this.#exchanger.exchange(user, request);
    const { accessToken } = token;
    const first = await this.#send(accessToken, call);
    if (first.status !== 401 && !isBusy(first)) {
      call.onToken?.(token);
      return this.#read(first, call);
    }
    const claims = challengeOf(first);
    const again = await this.#tokenFor(first, user, request, { accessToken, claims }, call);
    const second = await this.#send(again.accessToken, call);
    if (second.status === 401)
      throw stepUp(request, challengeOf(second) ?? claims) ?? this.#failure(second, call);
    call.onToken?.(again);
    return this.#read(second, call);
  }

  /** The token for the second try: another one after a 401, the same one, later, after "busy". */
  async #tokenFor(
    first: Response,
    user: UserAssertion,
    request: ExchangeRequest,
    refused: RefusedToken,
    call: DownstreamCall,
  ): Promise<ExchangedToken> {
    if (first.status === 401) return this.#exchanger.exchangeAgain(user, request, refused);
    await this.#waitOut(first, call);
    return this.#exchanger.exchange(user, request);
  }

  async #send(accessToken: string, call: DownstreamCall): Promise<Response> {
    const { fetch: send = fetch, requestTimeoutMs = 15_000 } = this.#options;
    const limit = AbortSignal.timeout(requestTimeoutMs);
    try {
      return await send(call.url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${accessToken}`,
          accept: 'application/json',
          'client-request-id': randomUUID(),
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...Object.fromEntries((call.tokenHeaders ?? []).map((name) => [name, accessToken])),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        redirect: 'error',
        signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
      });
    } catch (error) {
      throw this.#unreached(error, limit, call);
    }
  }

  #unreached(error: unknown, limit: AbortSignal, call: DownstreamCall): unknown {
    if (call.signal?.aborted) return call.signal.reason;
    if (error instanceof DownstreamError) return error;
    return new DownstreamError(limit.aborted ? 'downstream_timeout' : 'downstream_unavailable', call.api);
  }

  async #waitOut(response: Response, call: DownstreamCall): Promise<void> {
    const waitMs = retryAfterMs(response.headers);
    await response.body?.cancel();
    if (waitMs === undefined || waitMs > LONGEST_WAIT_MS) throw this.#failure(response, call);
    await wait(waitMs, undefined, call.signal ? { signal: call.signal } : {});
  }

  async #read(response: Response, call: DownstreamCall): Promise<unknown> {
    if (!response.ok) {
      await response.body?.cancel();
      throw this.#failure(response, call);
    }
    try {
      return await readJson(response);
    } catch (error) {
      if (call.signal?.aborted) throw error;
      throw new DownstreamError('downstream_failed', call.api);
    }
  }

  #failure(response: Response, call: DownstreamCall): DownstreamError {
    const correlationId = response.headers.get('request-id') ?? undefined;
    const details =
      correlationId === undefined || !/^[\w-]{1,64}$/.test(correlationId) ? {} : { correlationId };
    if (isBusy(response)) {
      const retryAfterSeconds = Math.ceil((retryAfterMs(response.headers) ?? LONGEST_WAIT_MS) / 1000);
      return new DownstreamError('downstream_unavailable', call.api, { ...details, retryAfterSeconds });
    }
    return new DownstreamError(
      response.status === 403 ? 'downstream_forbidden' : 'downstream_failed',
      call.api,
      details,
    );
  }
}

function isBusy(response: Response): boolean {
  return response.status === 429 || response.status === 503;
}

function challengeOf(response: Response): string | undefined {
  return response.status === 401 ? claimsChallenge(response.headers.get('www-authenticate')) : undefined;
}

/** A claims challenge of the API (for example continuous access evaluation) as ours, where there is one. */
function stepUp({ resource, scopes }: ExchangeRequest, claims: string | undefined): OboError | undefined {
  if (claims === undefined) return undefined;
  const asked = scopes ?? [`${resource ?? ''}/.default`];
  return new OboError('step_up_required', { claims, scopes: asked, resource });
}
