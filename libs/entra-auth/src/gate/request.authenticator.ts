import { Injectable } from '@nestjs/common';
import type { Caller } from '../claims/caller.js';
import { AuthError } from '../errors/auth.error.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { type BearerRequest, readBearerToken } from './credentials.js';
import { Refusals } from './refusals.js';
import { TokenAuthenticator } from './token.authenticator.js';

/**
 * Says who sends a request, for code outside of the guard; nothing about scopes. Every refusal is complete, with the
 * challenge for the request's path.
 *
 * @example
 * const caller = await requests.authenticate(request); // throws AuthError
 */
@Injectable()
export class RequestAuthenticator {
  readonly #tokens: TokenAuthenticator;
  readonly #refusals: Refusals;
  readonly #policy: AuthPolicy;

  constructor(tokens: TokenAuthenticator, refusals: Refusals, policy: AuthPolicy) {
    this.#tokens = tokens;
    this.#refusals = refusals;
    this.#policy = policy;
  }

  /**
   * The caller of a request; without a promise where none is needed. `scopes` (short or qualified) are named in a
   * 401's challenge; default: the required one.
   * @throws AuthError (also as a rejection)
   */
  authenticate(request: BearerRequest, scopes?: readonly string[]): Caller | Promise<Caller> {
    try {
      const caller = this.#tokens.authenticate(readBearerToken(request));
      if (!(caller instanceof Promise)) return this.#signedIn(caller);
      return caller
        .then((found) => this.#signedIn(found))
        .catch((error: unknown) => {
          throw this.#refusals.complete(error, request, scopes);
        });
    } catch (error) {
      throw this.#refusals.complete(error, request, scopes);
    }
  }

  /** Asked for remembered tokens as well: a sign-in may end while its token is good. */
  #signedIn(caller: Caller): Caller {
    if (this.#policy.isSignedOut(caller)) throw new AuthError('session_ended');
    return caller;
  }
}
