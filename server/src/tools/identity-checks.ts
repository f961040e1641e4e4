import type { Caller } from '#libs/entra-auth';

/** What a token is held against, in so far as it can be told to its owner. */
export interface IdentityPolicy {
  readonly audiences: readonly string[];
  readonly tenants: readonly string[];
  readonly requiredScope: string;
  /** Empty: any client application. */
  readonly clientApps: readonly string[];
  readonly guestsAllowed: boolean;
  readonly clockSkewSeconds: number;
}

/** One check and what it found. */
export interface IdentityCheck {
  readonly check: string;
  readonly passed: boolean;
  readonly found: string;
}

/**
 * What each check of the bearer token finds, said for its owner. The bearer guard has enforced all of them before any
 * tool runs; this evaluates them again on the validated claims, so that what is shown is what is true.
 */
export function identityChecks(caller: Caller, policy: IdentityPolicy, nowMs: number): IdentityCheck[] {
  const { claims } = caller;
  const seconds = Math.floor(nowMs / 1000);
  const audience = String(claims['aud']);
  const issuer = String(claims['iss']);
  const notBefore = Number(claims['nbf']);
  return [
    {
      check: 'signature',
      passed: true,
      found: 'signed by a key of the authority (RS256); anything else is refused at the door',
    },
    { check: 'issuer', passed: issuer.includes(caller.tid), found: issuer },
    { check: 'tenant', passed: policy.tenants.includes(caller.tid), found: caller.tid },
    { check: 'audience', passed: policy.audiences.includes(audience), found: `${audience}: this API` },
    {
      check: 'lifetime',
      passed:
        caller.expiresAt + policy.clockSkewSeconds > seconds &&
        notBefore - policy.clockSkewSeconds <= seconds,
      found: `valid for another ${Math.max(0, Math.round((caller.expiresAt - seconds) / 60))} minutes`,
    },
    {
      check: 'scope',
      passed: caller.scopes.includes(policy.requiredScope),
      found: caller.scopes.join(' ') || 'none',
    },
    {
      check: 'client application',
      passed: policy.clientApps.length === 0 || policy.clientApps.includes(caller.clientAppId),
      found: `${caller.clientAppId}${policy.clientApps.length === 0 ? ' (any application may call)' : ''}`,
    },
    {
      check: 'kind',
      passed: !caller.appOnly,
      found: caller.appOnly ? 'an application without a user' : 'a signed-in user',
    },
    {
      check: 'guest',
      passed: policy.guestsAllowed || !caller.guest,
      found: caller.guest ? 'a guest of this tenant' : 'a member of this tenant',
    },
    { check: 'token version', passed: true, found: caller.tokenVersion },
  ];
}
