import { Logger } from '@nestjs/common';
import { AllowList, type ExchangeTarget } from './allow-list.js';
import { cacheKey, userKey } from './cache-key.js';
import { EntraFault } from './entra-fault.js';
import type { ExchangedToken, ExchangeRequest, UserAssertion } from './exchange.types.js';
import { isRecord, jwtPayload, numberClaim } from './jwt-payload.js';
import { exchangedToken, ForeignTokenError, type MintedToken, readMinted } from './minted-token.js';
import type { Minter } from './minter.js';
import { OboError } from './obo.error.js';
import type { SealedCache } from './sealed-cache.js';
import { SingleFlight } from './single-flight.js';
import { cachedToken, type CacheTimes, type TokenCache } from './token-cache.js';
import type { UserBreaker } from './user-breaker.js';

/** What a {@link TokenExchanger} is made of. */
export interface TokenExchangerParts {
  readonly enabled: boolean;
  readonly clientId: string;
  readonly allowList: AllowList;
  readonly cache: TokenCache;
  readonly times: CacheTimes;
  readonly shared?: SealedCache;
  readonly breaker: UserBreaker;
  readonly minter: Minter;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Exchanges a user's token for a token of another resource, on behalf of that user and only that user
 * (Entra, "OAuth 2.0 On-Behalf-Of flow"). Cheap checks come first; the authority is asked once per key.
 */
export class TokenExchanger {
  readonly #parts: TokenExchangerParts;
  readonly #flights = new SingleFlight<MintedToken>();
  readonly #logger = new Logger('OboModule');

  constructor(parts: TokenExchangerParts) {
    this.#parts = parts;
  }

  /**
   * Gets a token for a resource or for named scopes on behalf of the user.
   * @throws OboError with a stable `code`
   * @throws TypeError where `claims` is not a JSON object
   */
  async exchange(user: UserAssertion, request: ExchangeRequest): Promise<ExchangedToken> {
    const { cache, breaker } = this.#parts;
    const { target, key } = this.#admit(user, request);
    const hit = cache.get(key, this.#seconds());
    if (hit !== undefined) {
      if (this.#seconds() >= hit.refreshAfter) this.#refresh(key, user, target, request.claims);
      return exchangedToken(hit.minted, true);
    }
    const shared = await this.#fromShared(key, user);
    if (shared !== undefined) return exchangedToken(shared, true);
    request.signal?.throwIfAborted();
    breaker.check(userKey(user));
    const mint = (signal: AbortSignal): Promise<MintedToken> =>
      this.#mint(key, user, target, request.claims, signal);
    return exchangedToken(await this.#flights.run(key, mint, request.signal), false);
  }

  /** Drops a cached token that its resource did not accept, so that the next exchange gets another. */
  forget(user: UserAssertion, request: ExchangeRequest): void {
    const { key } = this.#admit(user, request);
    this.#parts.cache.delete(key);
    void this.#parts.shared?.forget(key);
  }

  /** Checks that need no network: switched on, a user, an allowed target, readable claims. */
  #admit(user: UserAssertion, request: ExchangeRequest): { target: ExchangeTarget; key: string } {
    const { enabled, allowList, clientId } = this.#parts;
    if (!enabled) throw new OboError('obo_disabled');
    if (user.appOnly) throw new OboError('app_only_token');
    const target = allowList.target(request);
    if (request.claims !== undefined) requireClaims(request.claims);
    return { target, key: cacheKey(user, clientId, target.scopes, request.claims) };
  }

  async #fromShared(key: string, user: UserAssertion): Promise<MintedToken | undefined> {
    const { shared, cache } = this.#parts;
    if (shared === undefined || this.#flights.has(key)) return undefined;
    const entry = await shared.get(key, this.#seconds());
    if (entry === undefined || entry.minted.oid !== user.oid || entry.minted.tid !== user.tid)
      return undefined;
    cache.set(key, entry);
    return entry.minted;
  }

  async #mint(
    key: string,
    user: UserAssertion,
    target: ExchangeTarget,
    claims: string | undefined,
    signal: AbortSignal,
  ): Promise<MintedToken> {
    const { minter, breaker, cache, times, shared } = this.#parts;
    const { resource, scopes } = target;
    const order = { tenantId: user.tid, scopes, resource, ...(claims === undefined ? {} : { claims }) };
    try {
      const { answer, credential } = await minter.mint(
        { ...order, send: (client, request) => client.onBehalfOf(request, user.token) },
        signal,
      );
      breaker.succeeded(userKey(user));
      const minted = this.#own(readMinted, [answer, user, resource, credential, this.#seconds()]);
      const entry = cachedToken(minted, numberClaim(jwtPayload(user.token), 'exp'), this.#seconds(), times);
      if (entry !== undefined && !signal.aborted) {
        cache.set(key, entry);
        void shared?.set(key, entry, this.#seconds());
      }
      return minted;
    } catch (error) {
      this.#note(error, userKey(user));
      throw error;
    }
  }

  /** A token of somebody else is the gravest fault there is: it is dropped, said loudly, and never passed on. */
  #own(read: typeof readMinted, parameters: Parameters<typeof readMinted>): MintedToken {
    try {
      return read(...parameters);
    } catch (error) {
      if (!(error instanceof ForeignTokenError)) throw error;
      const correlationId = crypto.randomUUID();
      this.#logger.error(`${error.message}; it was thrown away [correlation id ${correlationId}]`);
      throw new OboError('upstream_configuration_error', { correlationId, cause: error });
    }
  }

  #note(error: unknown, user: string): void {
    if (!(error instanceof OboError)) return;
    const { breaker } = this.#parts;
    if (error.code !== 'authority_unavailable') return breaker.succeeded(user);
    breaker.failed(user, error.cause instanceof EntraFault ? error.cause.retryAfterSeconds : undefined);
  }

  #refresh(key: string, user: UserAssertion, target: ExchangeTarget, claims: string | undefined): void {
    if (this.#flights.has(key)) return;
    const mint = (signal: AbortSignal): Promise<MintedToken> => this.#mint(key, user, target, claims, signal);
    this.#flights.run(key, mint).catch(() => this.#parts.cache.refreshFailed(key, this.#seconds()));
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
