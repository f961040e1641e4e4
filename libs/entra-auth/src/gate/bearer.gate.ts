import { Injectable } from '@nestjs/common';
import { AuthError } from '../answers/auth.error.js';
import { Challenges } from '../answers/challenges.js';
import type { Caller } from '../token/caller.js';
import { TokenAuthenticator } from '../token/token.authenticator.js';
import { pathOf, readBearerToken } from './credentials.js';
import type { BearerRequest } from './credentials.js';

/**
 * The gate itself, for code outside of the guard: who sends this request? Says nothing about scopes.
 * Every refusal it throws is complete, with the challenge for the request's path.
 */
@Injectable()
export class BearerGate {
  constructor(
    private readonly authenticator: TokenAuthenticator,
    private readonly challenges: Challenges,
  ) {}

  /**
   * The caller of a request. `scopes` (short or qualified) are named in a 401's challenge; default: the required one.
   * @throws AuthError (as a rejection)
   */
  async authenticate(request: BearerRequest, scopes?: readonly string[]): Promise<Caller> {
    return this.identify(request, scopes);
  }

  /** As {@link authenticate}, but without a promise where none is needed: the hot path. */
  identify(request: BearerRequest, scopes?: readonly string[]): Caller | Promise<Caller> {
    try {
      const caller = this.authenticator.authenticate(readBearerToken(request));
      if (!(caller instanceof Promise)) return caller;
      return caller.catch((error: unknown) => {
        throw this.complete(error, request, scopes);
      });
    } catch (error) {
      throw this.complete(error, request, scopes);
    }
  }

  private complete(error: unknown, request: BearerRequest, scopes?: readonly string[]): unknown {
    return error instanceof AuthError ? this.challenges.attach(error, pathOf(request), scopes) : error;
  }
}
