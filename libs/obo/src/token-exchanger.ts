import { Logger } from '@nestjs/common';
import type { AllowList } from './allow-list.js';
import { cacheKey, userKey } from './cache-key.js';
import { EntraFault } from './entra-fault.js';
import type { ExchangedToken, ExchangeRequest, UserAssertion } from './exchange.types.js';
import { isRecord, jwtPayload, numberClaim } from './jwt-payload.js';
import { exchangedToken, ForeignTokenError, type MintedToken, readMinted } from './minted-token.js';
import type { Minted, Minter, MintOrder } from './minter.js';
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

/** An admitted request: what to ask for, for whom, and the key it is cached under. */
interface Order {
  readonly user: UserAssertion;
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly claims: string | undefined;
  readonly key: string;
}

interface Outcome {
  readonly minted: MintedToken;
  readonly fromCache: boolean;
}

/**
 * Exchanges a user's token for a token of another resource, on behalf of that user and only that user
 * (Entra, "OAuth 2.0 On-Behalf-Of flow"). Cheap checks come first; the authority is asked once per key.
 */
export class TokenExchanger {
  readonly #parts: TokenExchangerParts;
  readonly #flights = new SingleFlight<Outcome>();
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
    const order = this.#admit(user, request);
    const hit = this.#parts.cache.get(order.key, this.#seconds());
    if (hit !== undefined) {
      if (this.#seconds() >= hit.refreshAfter) this.#refresh(order);
      return exchangedToken(hit.minted, true);
    }
    const work = (signal: AbortSignal): Promise<Outcome> => this.#obtain(order, signal);
    const { minted, fromCache } = await this.#flights.run(order.key, work, request.signal);
    return exchangedToken(minted, fromCache);
  }

  /**
   * Drops a token that its resource did not accept, so that the next exchange gets another. A newer one that took
   * its place stays: many calls that fail together lead to one exchange.
   */
  forget(user: UserAssertion, request: ExchangeRequest, refused: string): void {
    const { cache, shared } = this.#parts;
    const { key } = this.#admit(user, request);
    const kept = cache.peek(key);
    if (kept !== undefined && kept.minted.accessToken !== refused) return;
    cache.delete(key);
    void shared?.forget(key);
  }

  /** Checks that need no network: switched on, a user, an allowed target, readable claims. */
  #admit(user: UserAssertion, request: ExchangeRequest): Order {
    const { enabled, allowList, clientId } = this.#parts;
    if (!enabled) throw new OboError('obo_disabled');
    if (user.appOnly) throw new OboError('app_only_token');
    const { claims } = request;
    const { resource, scopes, key } = allowList.target(request);
    if (claims !== undefined) requireClaims(claims);
    return { user, resource, scopes, claims, key: cacheKey(user, clientId, key, claims) };
  }

  /** Second level, then, unless this user has to wait, the authority. */
  async #obtain(order: Order, signal: AbortSignal): Promise<Outcome> {
    const shared = await this.#fromShared(order);
    if (shared !== undefined) return { minted: shared, fromCache: true };
    signal.throwIfAborted();
    this.#parts.breaker.check(userKey(order.user));
    return { minted: await this.#mint(order, signal), fromCache: false };
  }

  async #fromShared({ key, user }: Order): Promise<MintedToken | undefined> {
    const { shared, cache } = this.#parts;
    const entry = await shared?.get(key, this.#seconds());
    if (entry === undefined || entry.minted.oid !== user.oid || entry.minted.tid !== user.tid)
      return undefined;
    cache.set(key, entry);
    return entry.minted;
  }

  async #mint(order: Order, signal: AbortSignal): Promise<MintedToken> {
    const { key, user, resource, scopes, claims } = order;
    const { minter, breaker, cache, times, shared } = this.#parts;
    const send: MintOrder['send'] = (client, request) => client.onBehalfOf(request, user.token);
    try {
      const got = await minter.mint(
        { tenantId: user.tid, scopes, resource, send, ...(claims === undefined ? {} : { claims }) },
        signal,
      );
      breaker.succeeded(userKey(user));
      const minted = this.#own(got, order);
      const entry = cachedToken(minted, numberClaim(jwtPayload(user.token), 'exp'), this.#seconds(), times);
      if (entry !== undefined) {
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
  #own({ answer, credential }: Minted, { user, resource }: Order): MintedToken {
    try {
      return readMinted(answer, user, resource, credential, this.#seconds());
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
    const fault = error.cause instanceof EntraFault ? error.cause : undefined;
    if (error.code === 'authority_unavailable') breaker.failed(user, fault?.retryAfterSeconds);
    else if (fault !== undefined) breaker.succeeded(user);
  }

  #refresh(order: Order): void {
    const { key } = order;
    if (this.#flights.has(key)) return;
    const work = async (signal: AbortSignal): Promise<Outcome> => {
      this.#parts.breaker.check(userKey(order.user));
      return { minted: await this.#mint(order, signal), fromCache: false };
    };
    this.#flights.run(key, work).catch(() => this.#parts.cache.refreshFailed(key, this.#seconds()));
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
