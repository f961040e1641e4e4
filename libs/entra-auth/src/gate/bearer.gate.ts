import { Injectable } from '@nestjs/common';
import { AuthError } from '../answers/auth.error.js';
import { Challenges } from '../answers/challenges.js';
import type { Caller } from '../token/caller.js';
import { TokenAuthenticator } from '../token/token.authenticator.js';
import { pathOf, readBearerToken } from './credentials.js';
import type { BearerRequest } from './credentials.js';
import { RefusalLog } from './refusal-log.js';

/**
 * The gate itself, for code outside of the guard: who sends this request? Says nothing about scopes.
 * Every refusal it throws is complete, with the challenge for the request's path.
 */
@Injectable()
export class BearerGate {
  constructor(
    private readonly authenticator: TokenAuthenticator,
    private readonly challenges: Challenges,
    private readonly refusals: RefusalLog,
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
        throw this.refuse(error, request, scopes);
      });
    } catch (error) {
      throw this.refuse(error, request, scopes);
    }
  }

  /** Completes a refusal with its challenge and counts it; any other error is returned as it is. */
  refuse(error: unknown, request: BearerRequest, scopes?: readonly string[]): unknown {
    if (!(error instanceof AuthError)) return error;
    this.refusals.add(error);
    return this.challenges.attach(error, pathOf(request), scopes);
  }
}
