import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { OAuthError } from '../oauth-error.js';
import type { OAuthProxy } from '../oauth-proxy.js';
import { OAUTH_PROXY } from '../oauth-proxy.tokens.js';

const USUAL = 120;

/** Counts registrations of each client address in fixed windows of one minute. */
@Injectable()
export class RegistrationLimit {
  readonly #limiter: RateLimiterMemory | undefined;

  constructor(@Inject(OAUTH_PROXY) { options: { registrationsPerMinute = USUAL } }: OAuthProxy) {
    this.#limiter =
      registrationsPerMinute > 0
        ? new RateLimiterMemory({ points: registrationsPerMinute, duration: 60 })
        : undefined;
  }

  /** @throws OAuthError `slow_down` (429, `Retry-After`) */
  async count(address: string): Promise<void> {
    try {
      await this.#limiter?.consume(address);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw new OAuthError('slow_down', 'Too many registrations from this address: try again later.', {
        retryAfterSeconds,
      });
    }
  }
}
