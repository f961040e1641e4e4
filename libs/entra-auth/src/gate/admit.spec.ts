import { describe, expect, it } from '@jest/globals';
import { CHECKS_AFTER_SIGNATURE, CHECKS_BEFORE_SIGNATURE } from '../claims/claim-checks.js';
import type { Claims } from '../claims/claims.js';
import { AuthError } from '../errors/auth.error.js';
import { AuthPolicy } from '../policy/auth.policy.js';
import { SYSTEM_CLOCK } from '../policy/clock.js';
import { admit, chooseAuthority } from './admit.js';

const TENANT = '10000000-c047-4050-8a00-000000000001';
const API = 'a0000000-0000-4000-8a00-0000000000a1';
const SPA = 'b0000000-0000-4000-8a00-0000000000b2';
const NOW = 1_800_000_000;
const ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`;
const GOOD = {
  ...{ ver: '2.0', tid: TENANT, iss: ISSUER, aud: API, azp: SPA, oid: 'ada', sub: 's' },
  ...{ exp: NOW + 3600, nbf: NOW - 300, iat: NOW - 300, scp: 'access_as_user', roles: ['Reader'] },
};
const policy = new AuthPolicy({
  tenantId: TENANT,
  clientId: API,
  allowedClientApps: [SPA],
  allowedAgents: [API],
  allowGuests: false,
  resourceMetadataUrl: 'https://api.example/metadata',
  clock: { ...SYSTEM_CLOCK, now: () => NOW * 1000 },
});

function admitted(changes: Claims = {}) {
  const none = Buffer.alloc(0);
  const jws = { kid: 'key-1', payload: { ...GOOD, ...changes }, signingInput: none, signature: none };
  chooseAuthority(jws, policy);
  return admit(jws, 'a.b.c', policy, ISSUER);
}

function failureOf(changes: Claims): string | undefined {
  try {
    admitted(changes);
    return undefined;
  } catch (error) {
    return error instanceof AuthError ? error.failure : String(error);
  }
}

/** One token for each check, which that check alone refuses. */
const REFUSED: Readonly<Record<string, Claims>> = {
  'claim types': { oid: 7 },
  'token version': { ver: '3.0' },
  tenant: { tid: API },
  issuer: { iss: `${ISSUER}/` },
  audience: { aud: SPA },
  expiry: { exp: NOW - 60 },
  'start of validity': { nbf: NOW + 61 },
  'length of validity': { iat: NOW - 200_000, nbf: NOW - 200_000 },
  'token type': { nonce: 'n' },
  permissions: { scp: undefined, roles: undefined },
  'kind of caller': { idtyp: 'app' },
  'named client': { azp: undefined },
  'client application': { azp: API },
  agent: { xms_act_fct: '3 9 11' },
  guest: { acct: 1 },
};

describe('claim checks', () => {
  const checks = [...CHECKS_BEFORE_SIGNATURE, ...CHECKS_AFTER_SIGNATURE];

  it('are each the one that refuses some token', () => {
    expect(Object.keys(REFUSED)).toEqual(checks.map(({ name }) => name));
    for (const { name, failure } of checks) {
      expect({ name, failure: failureOf(REFUSED[name] ?? {}) }).toEqual({ name, failure });
    }
  });

  it('are shown to the owner of the token: all that were enforced, in order, with what was found', () => {
    const shown = admitted().checks();
    expect(shown.map(({ check }) => check)).toEqual(['signature', ...checks.map(({ name }) => name)]);
    expect(shown.filter(({ passed, found }) => !passed || found === '')).toEqual([]);
    expect(Object.fromEntries(shown.map(({ check, found }) => [check, found]))).toMatchObject({
      signature: 'RS256, by the key key-1 of the authority',
      issuer: ISSUER,
      audience: `${API}: this API`,
      expiry: 'in 60 minutes',
      'start of validity': '5 minutes ago',
      permissions: 'access_as_user Reader (role)',
      'kind of caller': 'a signed-in user',
      agent: 'no agent',
      guest: 'a member of this tenant',
    });
  });
});
