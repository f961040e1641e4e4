import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Challenges } from '../challenges/challenges.js';
import { AuthError } from '../errors/auth.error.js';
import type { AuthFailure } from '../errors/failures.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { type BearerRequest, pathOf } from './credentials.js';

/** How long refusals are gathered before they are logged, in milliseconds. */
const PERIOD_MS = 60_000;

/**
 * Completes refusals with their challenge, and logs why callers were refused: one line per minute at most, so that a
 * flood cannot fill the log. Failures are counted by name; nothing of a token or a request is kept. Callers without
 * credentials are not counted: that is how every sign-in begins.
 *
 * @example
 * throw refusals.complete(new AuthError('scope_missing', { scopes: ['Notes.ReadWrite'] }), request);
 */
@Injectable()
export class Refusals implements OnModuleDestroy {
  readonly #logger = new Logger('TokenGate');
  readonly #policy: AuthPolicy;
  readonly #challenges: Challenges;
  #counts = new Map<AuthFailure, number>();
  #cancel: (() => void) | undefined;

  constructor(policy: AuthPolicy, challenges: Challenges) {
    this.#policy = policy;
    this.#challenges = challenges;
  }

  /**
   * Gives a refusal its `WWW-Authenticate` for the request's path, and counts it; any other error is returned as it
   * is. `scopes` (short or qualified) are named in a 401's challenge; default: the required one.
   */
  complete(error: unknown, request: BearerRequest, scopes?: readonly string[]): unknown {
    if (!(error instanceof AuthError)) return error;
    if (error.code !== 'unauthenticated') this.#count(error.failure);
    return this.#challenges.attach(error, pathOf(request), scopes);
  }

  onModuleDestroy(): void {
    this.#cancel?.();
    this.#log();
  }

  #count(failure: AuthFailure): void {
    this.#counts.set(failure, (this.#counts.get(failure) ?? 0) + 1);
    this.#cancel ??= this.#policy.clock.after(PERIOD_MS, () => this.#log());
  }

  #log(): void {
    this.#cancel = undefined;
    if (this.#counts.size === 0) return;
    const refused = Object.fromEntries(this.#counts);
    this.#counts = new Map();
    this.#logger.warn({ message: 'callers refused', periodSeconds: PERIOD_MS / 1000, refused });
  }
}
