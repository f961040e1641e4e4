import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import type { Caller } from '../claims/caller.js';
import { AuthError } from '../errors/auth.error.js';
import type { BearerRequest } from './credentials.js';
import { RequestAuthenticator } from './request.authenticator.js';

/**
 * The token gate as a Passport strategy named `entra-bearer`. A refusal becomes a Passport failure with our challenge
 * and status; keys that are not available become a Passport error (503).
 *
 * @example
 * passport.authenticate('entra-bearer', { session: false }); // or AuthGuard('entra-bearer')
 */
@Injectable()
export class EntraBearerStrategy extends Strategy {
  readonly name = 'entra-bearer';
  // Passport runs `Object.create(strategy)`, which has no #private members.
  protected readonly requests: RequestAuthenticator;

  constructor(requests: RequestAuthenticator) {
    super();
    this.requests = requests;
    passport.use(this);
  }

  override authenticate(request: BearerRequest): void {
    const authenticated = async (): Promise<Caller> => this.requests.authenticate(request);
    authenticated().then(
      (caller) => this.success(caller),
      (error: unknown) => {
        const challenge = error instanceof AuthError ? error.challenge : undefined;
        if (error instanceof AuthError && challenge !== undefined) this.fail(challenge, error.status);
        else
          this.error(error instanceof Error ? error : new Error('authentication failed', { cause: error }));
      },
    );
  }
}
