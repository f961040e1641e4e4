import type { AuthPolicy } from '../policy/auth.policy.js';
import { agentOf, isNamed } from './agent.js';
import { haveTheirTypes } from './claim-types.js';
import { audienceOf, type Claims, clientOf, isAppOnly, isGuest, list, scopesOf } from './claims.js';

/** Longest life of an access token: 28 h, that of a token under continuous access evaluation. */
const MAX_LIFETIME_SECONDS = 28 * 60 * 60;

/** What a caller gets who fails a check: the public code, and the fixed sentence. See `AUTH_FAILURES`. */
export const CLAIM_FAILURES = {
  claim_malformed: ['invalid_token', 'A claim is missing or has the wrong type.'],
  version_unsupported: ['invalid_token', 'The token version is not accepted.'],
  tenant_not_allowed: ['invalid_token', 'The tenant is not accepted.'],
  issuer_mismatch: ['invalid_token', 'The issuer is not accepted.'],
  audience_mismatch: ['invalid_token', 'The token was issued for another audience.'],
  token_expired: ['invalid_token', 'The token has expired.'],
  token_not_yet_valid: ['invalid_token', 'The token is not valid yet.'],
  validity_implausible: ['invalid_token', 'The validity period is not plausible.'],
  id_token: ['invalid_token', 'An ID token is not an access token.'],
  permissions_missing: ['invalid_token', 'The token carries neither scopes nor roles.'],
  token_kind_contradictory: ['invalid_token', 'The token contradicts itself about who acts.'],
  client_not_allowed: ['client_not_allowed', 'The client application may not call this API.'],
  agent_not_allowed: ['agent_not_allowed', 'The agent may not call this API.'],
  guest_not_allowed: ['guest_not_allowed', 'Guests may not call this API.'],
} as const;

/** One thing that is demanded of the claims of every token. */
export interface ClaimCheck {
  /** A thing, in words for the owner of the token. */
  readonly name: string;
  readonly failure: keyof typeof CLAIM_FAILURES;
  /** `issuer` is the one that the verified signing key serves. */
  passes(claims: Claims, policy: AuthPolicy, issuer: string): boolean;
  /** What the token says, in words for its owner. */
  found(claims: Claims, policy: AuthPolicy): string;
}

/** Checks that come before the keys are looked up: a token that fails them costs no request and no signature check. */
export const CHECKS_BEFORE_SIGNATURE: readonly ClaimCheck[] = [
  {
    name: 'claim types',
    failure: 'claim_malformed',
    passes: haveTheirTypes,
    found: (claims) => `${Object.keys(claims).length} claims, each of its documented type`,
  },
  {
    name: 'token version',
    failure: 'version_unsupported',
    passes: ({ ver }, { acceptV1Tokens }) => ver === '2.0' || (ver === '1.0' && acceptV1Tokens),
    found: ({ ver }) => String(ver),
  },
  {
    name: 'tenant',
    failure: 'tenant_not_allowed',
    passes: ({ tid }, { allowedTenants }) => allowedTenants.has(String(tid)),
    found: ({ tid }) => String(tid),
  },
];

/** Checks of a token whose signature is good; `exp`, `nbf` and `iat` are seconds, and numbers by now. */
export const CHECKS_AFTER_SIGNATURE: readonly ClaimCheck[] = [
  {
    name: 'issuer',
    failure: 'issuer_mismatch',
    passes: ({ iss }, _policy, issuer) => iss === issuer,
    found: ({ iss }) => String(iss),
  },
  {
    name: 'audience',
    failure: 'audience_mismatch',
    passes: (claims, { audiences }) =>
      audiences[claims['ver'] === '1.0' ? '1.0' : '2.0'].has(audienceOf(claims) ?? ''),
    found: (claims) => `${audienceOf(claims)}: this API`,
  },
  {
    name: 'expiry',
    failure: 'token_expired',
    passes: ({ exp }, policy) => seconds(policy) - policy.clockSkewSeconds < Number(exp),
    found: ({ exp }, policy) => `in ${minutes(Number(exp) - seconds(policy))} minutes`,
  },
  {
    name: 'start of validity',
    failure: 'token_not_yet_valid',
    passes: ({ nbf, iat }, policy) =>
      Math.max(Number(nbf), Number(iat)) <= seconds(policy) + policy.clockSkewSeconds,
    found: ({ nbf, iat }, policy) =>
      `${minutes(seconds(policy) - Math.max(Number(nbf), Number(iat)))} minutes ago`,
  },
  {
    name: 'length of validity',
    failure: 'validity_implausible',
    passes: ({ exp, nbf, iat }, { clockSkewSeconds }) =>
      Number(nbf) < Number(exp) &&
      Number(exp) - Math.max(Number(nbf), Number(iat)) <= MAX_LIFETIME_SECONDS + clockSkewSeconds,
    found: ({ exp, nbf, iat }) => `${minutes(Number(exp) - Math.max(Number(nbf), Number(iat)))} minutes`,
  },
  {
    // ID tokens share audience and issuer with access tokens; these members give them away.
    name: 'token type',
    failure: 'id_token',
    passes: (claims) => !('nonce' in claims || 'at_hash' in claims || 'c_hash' in claims),
    found: () => 'an access token',
  },
  {
    name: 'permissions',
    failure: 'permissions_missing',
    passes: (claims) => scopesOf(claims).length > 0 || list(claims['roles']).length > 0,
    found: (claims) =>
      [...scopesOf(claims), ...list(claims['roles']).map((role) => `${role} (role)`)].join(' '),
  },
  {
    name: 'kind of caller',
    failure: 'token_kind_contradictory',
    passes: (claims) => {
      const { idtyp } = claims;
      return idtyp === undefined || idtyp === (scopesOf(claims).length > 0 ? 'user' : 'app');
    },
    found: (claims) => (isAppOnly(claims) ? 'an application without a user' : 'a signed-in user'),
  },
  {
    // Every access token names its client; an ID token does not.
    name: 'named client',
    failure: 'id_token',
    passes: (claims) => clientOf(claims) !== undefined,
    found: (claims) => `${clientOf(claims)}`,
  },
  {
    name: 'client application',
    failure: 'client_not_allowed',
    passes: (claims, { allowedClientApps: apps }) => apps.size === 0 || apps.has(clientOf(claims) ?? ''),
    found: (_claims, { allowedClientApps: apps }) =>
      apps.size === 0 ? 'any application may call' : 'on the list of those that may call',
  },
  {
    name: 'agent',
    failure: 'agent_not_allowed',
    passes: (claims, { allowedAgents }) => {
      const agent = agentOf(claims);
      return agent === undefined || isNamed(agent, allowedAgents);
    },
    found: (claims) => {
      const agent = agentOf(claims);
      if (agent === undefined) return 'no agent';
      if (agent.kind === 'agent-user') return `the account of an agent, through ${agent.id}`;
      return `the agent ${agent.id}, ${isAppOnly(claims) ? 'alone' : 'on behalf of a person'}`;
    },
  },
  {
    name: 'guest',
    failure: 'guest_not_allowed',
    passes: (claims, { allowGuests }) => allowGuests || !isGuest(claims),
    found: (claims) => (isGuest(claims) ? 'a guest of this tenant' : 'a member of this tenant'),
  },
];

function seconds({ clock }: AuthPolicy): number {
  return clock.now() / 1000;
}

function minutes(inSeconds: number): number {
  return Math.max(0, Math.round(inSeconds / 60));
}
