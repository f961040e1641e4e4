import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import { AuthError } from '../answers/auth.error.js';
import { BearerGate } from './bearer.gate.js';
import type { BearerRequest } from './credentials.js';

/**
 * The gate as a Passport strategy named `entra-bearer`, for Passport users:
 * `passport.authenticate('entra-bearer', { session: false })` or `AuthGuard('entra-bearer')`. A refusal becomes a
 * Passport failure with our challenge and status; keys that cannot be had become a Passport error (503).
 */
@Injectable()
export class EntraBearerStrategy extends Strategy {
  readonly name = 'entra-bearer';

  constructor(private readonly gate: BearerGate) {
    super();
    passport.use(this);
  }

  override authenticate(request: BearerRequest): void {
    this.gate.authenticate(request).then(
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
