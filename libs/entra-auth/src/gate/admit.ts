import { type Caller, callerOf } from '../claims/caller.js';
import { CHECKS_AFTER_SIGNATURE, CHECKS_BEFORE_SIGNATURE, type ClaimCheck } from '../claims/claim-checks.js';
import type { Claims } from '../claims/claims.js';
import { AuthError } from '../errors/auth.error.js';
import type { AuthPolicy } from '../policy/auth.policy.js';
import type { Authority } from '../policy/authority.js';
import type { Jws } from '../token/jws.js';

/**
 * Reads which authority document a token claims to belong to. Nothing is believed yet: the answer only chooses among
 * allowed documents.
 * @throws AuthError the failure of the first check that the claims do not pass
 */
export function chooseAuthority({ payload }: Jws, policy: AuthPolicy): Authority {
  enforce(CHECKS_BEFORE_SIGNATURE, payload, policy, '');
  return { tenantId: String(payload['tid']), version: payload['ver'] === '1.0' ? '1.0' : '2.0' };
}

/**
 * Makes the caller of a token whose signature is good. `issuer` is the one that the signing key serves.
 * @throws AuthError the failure of the first check that the claims do not pass
 */
export function admit({ payload, kid }: Jws, token: string, policy: AuthPolicy, issuer: string): Caller {
  enforce(CHECKS_AFTER_SIGNATURE, payload, policy, issuer);
  return callerOf(payload, token, () => [
    { check: 'signature', passed: true, found: `RS256, by the key ${kid} of the authority` },
    ...[...CHECKS_BEFORE_SIGNATURE, ...CHECKS_AFTER_SIGNATURE].map((check) => ({
      check: check.name,
      passed: check.passes(payload, policy, issuer),
      found: check.found(payload, policy),
    })),
  ]);
}

function enforce(checks: readonly ClaimCheck[], claims: Claims, policy: AuthPolicy, issuer: string): void {
  for (const check of checks) {
    if (!check.passes(claims, policy, issuer)) throw new AuthError(check.failure);
  }
}
