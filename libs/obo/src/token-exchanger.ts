import { Logger } from '@nestjs/common';
import {
  type AcquiredToken,
  exchangedToken,
  ForeignTokenError,
  readAcquiredToken,
} from './acquired-token.js';
import type { AllowList } from './allow-list.js';
import { EntraError } from './authority/entra-error.js';
import { jwtPayload, numberClaim } from './authority/jwt-payload.js';
import { isRecord } from './authority/shapes.js';
import { cacheKey, userKey } from './cache/cache-key.js';
import { SingleFlight } from './cache/single-flight.js';
import { cachedToken, type CacheTimes, type TokenCache } from './cache/token-cache.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { OboError } from './errors/obo.error.js';
import { type ExchangeEvent, reported } from './exchange-event.js';
import type { ExchangedToken, ExchangeRequest, RefusedToken, UserAssertion } from './exchange.types.js';
import type { StepUps } from './step-ups.js';
import type { Acquired, TokenAcquirer } from './token-acquirer.js';

/** What a {@link TokenExchanger} is made of. */
export interface TokenExchangerParts {
  readonly enabled: boolean;
  readonly clientId: string;
  readonly allowList: AllowList;
  readonly cache: TokenCache;
  readonly times: CacheTimes;
  readonly breaker: CircuitBreaker;
  readonly stepUps: StepUps;
  readonly acquirer: TokenAcquirer;
  readonly report?: (event: ExchangeEvent) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** An admitted request: what to ask for, for whom, and the key it is cached under. */
interface Admitted {
  readonly user: UserAssertion;
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly claims: string | undefined;
  readonly key: string;
}

/**
 * Exchanges a user's token for a token of another resource, on behalf of that user and only that user
 * (Entra, "OAuth 2.0 On-Behalf-Of flow"). Cheap checks come first; the authority is asked once per key.
 * @example
 * // user: { token, tid, oid, appOnly } of the caller that the guard has validated
 * const { accessToken } = await exchanger.exchange(user, { resource: 'https://search.azure.com', signal });
 */
export class TokenExchanger {
  readonly #parts: TokenExchangerParts;
  readonly #flights = new SingleFlight<AcquiredToken>();
  readonly #logger = new Logger('OboModule');

  constructor(parts: TokenExchangerParts) {
    this.#parts = parts;
  }

  /**
   * Returns a token for a resource or for named scopes on behalf of the user.
   * @throws OboError with a stable `code`
   * @throws TypeError where `claims` is not a JSON object
   */
  exchange(user: UserAssertion, request: ExchangeRequest): Promise<ExchangedToken> {
    return reported(this.#parts.report, user, request, () => this.#exchange(user, request));
  }

  /**
   * Returns another token after the resource refused one. The refused token is dropped, but not a newer one that took its
   * place: many calls that fail together lead to one exchange. A claims challenge is put to the authority before it is
   * put to the person, since a token that meets it may come without interaction; and it ends every token that was
   * exchanged for that person, since it may tell of a revoked session.
   * @throws OboError `step_up_required` where only the person can meet the challenge
   */
  async exchangeAgain(
    user: UserAssertion,
    request: ExchangeRequest,
    { accessToken, claims }: RefusedToken,
  ): Promise<ExchangedToken> {
    const { resource, scopes, key } = this.#admit(user, request);
    const { cache } = this.#parts;
    if (cache.peek(key)?.token.accessToken === accessToken) {
      if (claims === undefined) cache.delete(key);
      else this.dropUser(user.tid, user.oid);
    }
    const again = claims === undefined ? request : { ...request, claims };
    const next = this.#admit(user, again).key;
    if (cache.peek(next)?.token.accessToken === accessToken) cache.delete(next);
    try {
      return await this.exchange(user, again);
    } catch (error) {
      const interactive =
        error instanceof OboError && ['invalid_token', 'step_up_required'].includes(error.code);
      if (!interactive || claims === undefined) throw error;
      throw new OboError('step_up_required', {
        claims: error.claims ?? claims,
        scopes,
        resource,
        cause: error,
      });
    }
  }

  /**
   * Drops every token that was exchanged for a person, for example because that person's sessions were revoked. An
   * exchange that is under way is not kept either.
   * @param tid tenant of the person (GUID)
   * @param oid object id of the person
   */
  dropUser(tid: string, oid: string): void {
    this.#parts.cache.deleteUser({ tid, oid });
  }

  async #exchange(user: UserAssertion, request: ExchangeRequest): Promise<ExchangedToken> {
    const admitted = this.#admit(user, request);
    const { key } = admitted;
    const hit = this.#parts.cache.get(key, this.#seconds());
    if (hit !== undefined) {
      if (this.#seconds() >= hit.refreshAfter) this.#refresh(admitted);
      return exchangedToken(hit.token, true);
    }
    const token = await this.#flights.run(key, (inner) => this.#acquire(admitted, inner), request.signal);
    return exchangedToken(token, false);
  }

  /** Checks that need no network: switched on, a user, an allowed target, readable claims. */
  #admit(user: UserAssertion, request: ExchangeRequest): Admitted {
    const { enabled, allowList, clientId } = this.#parts;
    if (!enabled) throw new OboError('obo_disabled');
    if (user.appOnly) throw new OboError('app_only_token');
    const { claims } = request;
    const { resource, scopes, key } = allowList.target(request);
    if (claims !== undefined) requireClaims(claims);
    return { user, resource, scopes, claims, key: cacheKey(user, clientId, key, claims) };
  }

  /** Asks the authority, unless this user has to wait, and keeps the answer. */
  async #acquire({ key, user, ...asked }: Admitted, signal: AbortSignal): Promise<AcquiredToken> {
    const { acquirer, breaker, cache, times } = this.#parts;
    const generation = cache.generationOf(user);
    breaker.check(userKey(user));
    const grant = { kind: 'on-behalf-of', assertion: user.token } as const;
    try {
      const acquired = await acquirer.acquire({ grant, tenantId: user.tid, ...asked }, signal);
      breaker.succeeded(userKey(user));
      const token = this.#ofUser(acquired, user, asked.resource);
      const entry = cachedToken(token, numberClaim(jwtPayload(user.token), 'exp'), this.#seconds(), times);
      if (entry !== undefined && cache.generationOf(user) === generation) cache.set(key, entry);
      return token;
    } catch (error) {
      this.#record(error, userKey(user));
      throw this.#parts.stepUps.settle(error, user, asked.resource);
    }
  }

  /** A token of somebody else is the gravest fault there is: it is dropped, logged as an error, and never passed on. */
  #ofUser({ answer, ...facts }: Acquired, user: UserAssertion, resource: string): AcquiredToken {
    try {
      return readAcquiredToken(answer, user, resource, facts, this.#seconds());
    } catch (error) {
      if (!(error instanceof ForeignTokenError)) throw error;
      const correlationId = crypto.randomUUID();
      this.#logger.error(`${error.message}; it was thrown away [correlation id ${correlationId}]`);
      throw new OboError('upstream_configuration_error', { correlationId, cause: error });
    }
  }

  #record(error: unknown, user: string): void {
    if (!(error instanceof OboError)) return;
    const { breaker } = this.#parts;
    const refusal = error.cause instanceof EntraError ? error.cause : undefined;
    if (error.code === 'authority_unavailable') breaker.failed(user, refusal?.retryAfterSeconds);
    else if (refusal !== undefined) breaker.succeeded(user);
  }

  #refresh(admitted: Admitted): void {
    const { key } = admitted;
    if (this.#flights.has(key)) return;
    this.#flights
      .run(key, (signal) => this.#acquire(admitted, signal))
      .catch(() => this.#parts.cache.refreshFailed(key, this.#seconds()));
  }

  #seconds(): number {
    return Math.floor(this.#parts.now() / 1000);
  }
}

function requireClaims(claims: string): void {
  try {
    if (isRecord(JSON.parse(claims))) return;
  } catch {
    // falls through to the one error both faults have
  }
  throw new TypeError('claims has to be a JSON object as text (OpenID Connect Core 5.5)');
}
