import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { type AuthFailure, TokenValidator } from '../src/index.js';
import { ALL_CASES } from './cases/all.js';
import { setStage, type Stage } from './stage.js';
import { API, APP_ID_URI, TENANT } from './tokens.js';

/** Why we refuse what plain jose, configured as well as it can be, lets in. */
const STRICTER: Readonly<Partial<Record<AuthFailure, string>>> = {
  token_too_long: 'jose has no limit',
  token_malformed: 'jose reads what is not UTF-8, has loose bits, or is nested without end',
  member_repeated: 'jose takes the last of several',
  header_member_forbidden: 'jose ignores keys and key addresses in the header, we refuse them',
  type_unsupported: 'jose checks typ against one value or not at all',
  key_issuer_mismatch: 'jose knows no issuer of a key',
  claim_malformed: 'jose looks at the registered claims only',
  version_unsupported: 'Entra token versions are not a JWT matter',
  tenant_not_allowed: 'nor are tenants',
  issuer_mismatch: 'jose allows each issuer of a list for either version',
  audience_mismatch: 'jose allows an audience among others, and each one for either version',
  validity_implausible: 'jose has no upper bound of a lifetime, and compares no claims with each other',
  token_not_yet_valid: 'jose looks at iat only with a maximum age',
  id_token: 'jose cannot tell ID tokens',
  permissions_missing: 'scopes and roles are not a JWT matter',
  token_kind_contradictory: 'nor is who acts',
  client_not_allowed: 'nor are clients',
  guest_not_allowed: 'nor are guests',
  agent_not_allowed: 'nor are agents',
};

describe('beside plain jose', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  async function joseAccepts(token: string): Promise<boolean> {
    const { authority, forge } = stage;
    const keys = createLocalJWKSet({ keys: authority.published['2.0'] } as JSONWebKeySet);
    try {
      await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: [authority.issuer(TENANT, '1.0'), authority.issuer(TENANT, '2.0')],
        audience: [API, APP_ID_URI, 'https://api.contoso.example'],
        clockTolerance: 60,
        currentDate: new Date(forge.now * 1000),
        requiredClaims: ['exp', 'nbf', 'iat'],
      });
      return true;
    } catch {
      return false;
    }
  }

  it('accepts nothing that jose refuses, and refuses more for listed reasons only', async () => {
    const reasons = new Set<string>();
    for (const { name, make, app } of ALL_CASES.map((entry) => ({
      ...entry,
      make: entry.make.bind(entry),
    }))) {
      const token = make(stage.forge);
      const validator = stage.apps[app ?? 'default'].nest.get(TokenValidator);
      const ours = await outcomeOf(validator, token);
      const theirs = await joseAccepts(token);
      if (ours === 'accepted') expect([name, theirs]).toEqual([name, true]);
      else if (theirs) reasons.add(ours);
    }
    expect([...reasons].toSorted()).toEqual(Object.keys(STRICTER).toSorted());
  });
});

async function outcomeOf(validator: TokenValidator, token: string): Promise<string> {
  try {
    await validator.authenticate(token);
    return 'accepted';
  } catch (error) {
    return String((error as { failure?: string }).failure);
  }
}
