import { Logger } from '@nestjs/common';
import type { BearerStrategy } from 'passport-azure-ad';
import type { Caller } from '../claims/caller.js';
import { AuthError } from '../errors/auth.error.js';
import { admit, chooseAuthority } from '../gate/admit.js';
import { metadataUrl } from '../keys/metadata.js';
import type { AuthPolicy } from '../policy/auth.policy.js';
import type { Authority } from '../policy/authority.js';
import { readJws } from '../token/jws.js';
import { TokenAuthenticator } from '../gate/token.authenticator.js';
import { loopbackMetadataLoader } from './loopback-metadata.js';

/** passport-azure-ad has no time limit of its own, in milliseconds. */
const TIMEOUT_MS = 10_000;

interface PassportRun extends BearerStrategy {
  success(): void;
  fail(): void;
  error(): void;
}

/**
 * Runs `BearerStrategy` of passport-azure-ad 4.3.5 for key, signature, issuer and audience, for owners that must
 * use that package; what it does not check is checked here, before and after. It is deprecated, ends the process
 * when the authority answers with something other than JSON, and learns new keys only after 30 minutes.
 */
export class PassportAzureAdAuthenticator extends TokenAuthenticator {
  readonly #strategies = new Map<string, BearerStrategy>();
  readonly #policy: AuthPolicy;
  readonly #Strategy: typeof BearerStrategy;

  private constructor(policy: AuthPolicy, Strategy: typeof BearerStrategy) {
    super();
    this.#policy = policy;
    this.#Strategy = Strategy;
  }

  /** Loads the optional package and warns. Rejects where it is not installed. */
  static async load(policy: AuthPolicy): Promise<PassportAzureAdAuthenticator> {
    const { default: passportAzureAd } = await import('passport-azure-ad');
    new Logger('AuthModule').warn(
      'passport-azure-ad is deprecated: it stops this process when the authority answers something other than ' +
        'JSON, learns new keys after up to 30 minutes, and answers an outage as if the token were bad. Use the strategy "jose" unless a policy forbids it.',
    );
    return new PassportAzureAdAuthenticator(policy, passportAzureAd.BearerStrategy);
  }

  /** @throws AuthError (as a rejection); what the package refuses is `token_refused`, its reasons are not shown */
  async authenticate(token: string): Promise<Caller> {
    const jws = readJws(token);
    await this.#run(await this.#strategyFor(chooseAuthority(jws, this.#policy)), token);
    // The package has compared the issuer with that of its own document.
    return admit(jws, token, this.#policy, String(jws.payload['iss']));
  }

  #run(strategy: BearerStrategy, token: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const cancel = this.#policy.clock.after(TIMEOUT_MS, () => {
      reject(new AuthError('keys_unavailable', { retryAfterSeconds: 5 }));
    });
    const attempt: PassportRun = Object.assign(Object.create(strategy) as BearerStrategy, {
      success: () => resolve(),
      fail: () => reject(new AuthError('token_refused')),
      error: () => reject(new AuthError('token_refused')),
    });
    attempt.authenticate({ headers: { authorization: `Bearer ${token}` }, query: {}, body: {} });
    return promise.finally(cancel);
  }

  async #strategyFor(authority: Authority): Promise<BearerStrategy> {
    const url = metadataUrl(this.#policy.authorityHost, authority);
    const known = this.#strategies.get(url);
    if (known !== undefined) return known;
    const loopback = url.startsWith('http:');
    const strategy = new this.#Strategy(
      {
        // The package insists on https; for a loopback authority the loader below asks the real address.
        identityMetadata: loopback ? url.replace('http:', 'https:') : url,
        clientID: this.#policy.clientId,
        audience: [...this.#policy.audiences[authority.version]],
        clockSkew: this.#policy.clockSkewSeconds || 1,
        // Below this level the package logs text out of tokens.
        loggingLevel: 'fatal',
        loggingNoPII: true,
      },
      (claims, done) => done(null, claims),
    );
    if (loopback) strategy.loadMetadata = await loopbackMetadataLoader(url, this.#policy.fetch);
    this.#strategies.set(url, strategy);
    return strategy;
  }
}
