import { verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthError } from '../answers/auth.error.js';
import { KeyManager } from '../keys/key.manager.js';
import type { TrustedKey } from '../keys/key-set.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { checkAdmission } from './admission.js';
import { callerOf } from './caller.js';
import type { Caller } from './caller.js';
import { checkClaimTypes } from './claim-types.js';
import { checkAudience, checkIssuer, checkKind, checkTimes, claimedAuthority } from './claims.js';
import type { TokenVersion } from './claims.js';
import { checkHeader } from './header.js';
import { readJws } from './jws.js';
import type { Jws } from './jws.js';
import { TokenAuthenticator } from './token.authenticator.js';
import { VerifiedTokens } from './verified-tokens.js';

/**
 * Validates access tokens of Entra, v1 and v2. A token costs one RS256 check; a token seen before a look-up.
 * Works without a promise while the keys are at hand, which is always but at start and for unknown keys.
 */
@Injectable()
export class TokenValidator extends TokenAuthenticator {
  private readonly verified: VerifiedTokens;

  constructor(
    private readonly policy: AuthPolicy,
    private readonly keys: KeyManager,
  ) {
    super();
    this.verified = new VerifiedTokens(policy.cache);
  }

  /** @throws AuthError (also as a rejection) */
  authenticate(token: string): Caller | Promise<Caller> {
    // Taken before the key is looked up: a verdict must never outlive the key it was reached with.
    const { edition } = this.keys;
    const seen = this.verified.get(token, this.policy.clock.now(), edition);
    if (seen !== undefined) return seen;
    const jws = readJws(token);
    const kid = checkHeader(jws.header);
    const authority = claimedAuthority(jws.payload, this.policy);
    const key = this.keys.find(authority, kid);
    return key instanceof Promise
      ? key.then((found) => this.judge(token, jws, found, authority.version, edition))
      : this.judge(token, jws, key, authority.version, edition);
  }

  private judge(token: string, jws: Jws, key: TrustedKey, version: TokenVersion, edition: number): Caller {
    if (!verify('sha256', jws.signingInput, key.publicKey, jws.signature)) {
      throw new AuthError('signature_invalid');
    }
    const { payload } = jws;
    const nowMs = this.policy.clock.now();
    checkClaimTypes(payload);
    checkIssuer(payload, key.issuer);
    checkAudience(payload, this.policy.audiences[version]);
    checkTimes(payload, nowMs / 1000, this.policy.clockSkewSeconds);
    checkKind(payload);
    const caller = callerOf(payload, token);
    checkAdmission(caller, this.policy);
    this.verified.put(caller, nowMs, edition);
    return caller;
  }
}
