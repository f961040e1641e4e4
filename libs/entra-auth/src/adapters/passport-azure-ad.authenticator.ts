import { Logger } from '@nestjs/common';
import { decodeJwt } from 'jose';
import type { BearerStrategy } from 'passport-azure-ad';
import { AuthError } from '../answers/auth.error.js';
import { metadataUrl } from '../keys/metadata.js';
import type { AuthPolicy } from '../policy/auth.policy.js';
import { checkAdmission } from '../token/admission.js';
import { callerOf } from '../token/caller.js';
import type { Caller } from '../token/caller.js';
import { claimedAuthority } from '../token/claims.js';
import type { Authority } from '../token/claims.js';
import { TokenAuthenticator } from '../token/token.authenticator.js';
import { loopbackMetadataLoader } from './loopback-metadata.js';

/** passport-azure-ad has no time limit of its own, in milliseconds. */
const TIMEOUT_MS = 10_000;

type Verdict = Pick<PassportRun, 'success' | 'fail' | 'error'>;
interface PassportRun extends BearerStrategy {
  success(claims: Record<string, unknown>): void;
  fail(reason: unknown): void;
  error(error: unknown): void;
}

/**
 * Runs `BearerStrategy` of passport-azure-ad 4.3.5, for owners that must use that package. It is deprecated, ends
 * the process when the authority answers with something other than JSON, and learns new keys only after 30 min.
 */
export class PassportAzureAdAuthenticator extends TokenAuthenticator {
  private readonly strategies = new Map<string, BearerStrategy>();

  private constructor(
    private readonly policy: AuthPolicy,
    private readonly Strategy: typeof BearerStrategy,
  ) {
    super();
  }

  /** Loads the optional package and warns. Rejects where it is not installed. */
  static async load(policy: AuthPolicy): Promise<PassportAzureAdAuthenticator> {
    const { default: passportAzureAd } = await import('passport-azure-ad');
    new Logger('AuthModule').warn(
      'passport-azure-ad is deprecated: it stops this process when the authority answers something other than ' +
        'JSON, accepts tokens that the default engine refuses, and learns new keys after up to 30 minutes. ' +
        'Use the strategy "jose" unless a policy forbids it.',
    );
    return new PassportAzureAdAuthenticator(policy, passportAzureAd.BearerStrategy);
  }

  /** @throws AuthError (as a rejection) `token_refused`, `keys_unavailable`, or that of the admission check */
  async authenticate(token: string): Promise<Caller> {
    const strategy = await this.strategyFor(claimedAuthority(decode(token), this.policy));
    const caller = callerOf(await this.run(strategy, token), token);
    checkAdmission(caller, this.policy);
    return caller;
  }

  private run(strategy: BearerStrategy, token: string): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const cancel = this.policy.clock.after(TIMEOUT_MS, () => {
        reject(new AuthError('keys_unavailable', { retryAfterSeconds: 5 }));
      });
      const verdict: Verdict = {
        success: (claims) => resolve(claims),
        fail: () => reject(new AuthError('token_refused')),
        error: () => reject(new AuthError('token_refused')),
      };
      const settled = Object.fromEntries(
        Object.entries(verdict).map(([name, settle]) => [
          name,
          (value: never) => {
            cancel();
            settle(value);
          },
        ]),
      );
      const attempt: BearerStrategy = Object.assign(Object.create(strategy), settled);
      attempt.authenticate({ headers: { authorization: `Bearer ${token}` }, query: {}, body: {} });
    });
  }

  private async strategyFor(authority: Authority): Promise<BearerStrategy> {
    const url = metadataUrl(this.policy.authorityHost, authority);
    const known = this.strategies.get(url);
    if (known !== undefined) return known;
    const loopback = url.startsWith('http:');
    const strategy = new this.Strategy(
      {
        // The package insists on https; for a loopback authority the loader below asks the real address.
        identityMetadata: loopback ? url.replace('http:', 'https:') : url,
        clientID: this.policy.clientId,
        audience: [...this.policy.audiences[authority.version]],
        clockSkew: this.policy.clockSkewSeconds || 1,
        loggingLevel: 'error',
        loggingNoPII: true,
      },
      (claims, done) => done(null, claims),
    );
    if (loopback) strategy.loadMetadata = await loopbackMetadataLoader(url, this.policy.fetch);
    this.strategies.set(url, strategy);
    return strategy;
  }
}

function decode(token: string): Record<string, unknown> {
  try {
    return decodeJwt(token);
  } catch {
    throw new AuthError('token_malformed');
  }
}
