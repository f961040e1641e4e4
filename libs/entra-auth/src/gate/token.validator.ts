import { verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../claims/caller.js';
import { AuthError } from '../errors/auth.error.js';
import { KeyManager } from '../keys/key.manager.js';
import type { TrustedKey } from '../keys/key-set.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { type Jws, readJws } from '../token/jws.js';
import { admit, chooseAuthority } from './admit.js';
import { TokenAuthenticator } from './token.authenticator.js';
import { VerifiedTokens } from './verified-tokens.js';

/**
 * Validates access tokens of Entra, v1 and v2. A token costs one RS256 check; a token seen before a look-up.
 * Works without a promise while the keys are at hand, which is always but at start and for unknown keys.
 *
 * @example
 * const caller = await app.get(TokenValidator).authenticate(token); // Caller, or AuthError
 */
@Injectable()
export class TokenValidator extends TokenAuthenticator {
  readonly #policy: AuthPolicy;
  readonly #keys: KeyManager;
  readonly #verified: VerifiedTokens;

  constructor(policy: AuthPolicy, keys: KeyManager) {
    super();
    this.#policy = policy;
    this.#keys = keys;
    this.#verified = new VerifiedTokens(policy.cache);
  }

  /** @throws AuthError (also as a rejection) */
  authenticate(token: string): Caller | Promise<Caller> {
    // Taken before the key is looked up: a result must never outlive the key it was reached with.
    const { edition } = this.#keys;
    const seen = this.#verified.get(token, this.#policy.clock.now(), edition);
    if (seen !== undefined) return seen;
    const jws = readJws(token);
    const key = this.#keys.find(chooseAuthority(jws, this.#policy), jws.kid);
    return key instanceof Promise
      ? key.then((found) => this.#verify(token, jws, found, edition))
      : this.#verify(token, jws, key, edition);
  }

  #verify(token: string, jws: Jws, key: TrustedKey, edition: number): Caller {
    if (!verify('sha256', jws.signingInput, key.publicKey, jws.signature)) {
      throw new AuthError('signature_invalid');
    }
    const caller = admit(jws, token, this.#policy, key.issuer);
    this.#verified.put(caller, this.#policy.clock.now(), edition);
    return caller;
  }
}
