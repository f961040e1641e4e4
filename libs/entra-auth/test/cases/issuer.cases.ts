import { API, APP_ID_URI, OTHER_TENANT, TENANT } from '../tokens.js';
import { claimsCase, type Forge, type TokenCase } from './case.js';

function v2Case(name: string, outcome: TokenCase['outcome'], changes: (forge: Forge) => object): TokenCase {
  return { name, outcome, make: (forge) => forge.v2({ ...changes(forge) }) };
}

function v1Case(name: string, outcome: TokenCase['outcome'], changes: (forge: Forge) => object): TokenCase {
  return { name, outcome, make: (forge) => forge.v1({ ...changes(forge) }) };
}

/** Issuer, tenant, version and audience: exact, and only in the forms that `ver` allows. */
export const ISSUER_CASES: readonly TokenCase[] = [
  v2Case('the issuer of v1 on a v2 token', 'issuer_mismatch', ({ authority }) => ({
    iss: authority.issuer(TENANT, '1.0'),
  })),
  v1Case('the issuer of v2 on a v1 token', 'issuer_mismatch', ({ authority }) => ({
    iss: authority.issuer(TENANT, '2.0'),
  })),
  v2Case('an issuer with a slash too many', 'issuer_mismatch', ({ authority }) => ({
    iss: `${authority.issuer(TENANT, '2.0')}/`,
  })),
  v2Case('an issuer in upper case', 'issuer_mismatch', ({ authority }) => ({
    iss: authority.issuer(TENANT, '2.0').toUpperCase(),
  })),
  v2Case('an issuer with something before it', 'issuer_mismatch', ({ authority }) => ({
    iss: `https://attacker.example/?${authority.issuer(TENANT, '2.0')}`,
  })),
  v2Case('the issuer of another tenant', 'issuer_mismatch', ({ authority }) => ({
    iss: authority.issuer(OTHER_TENANT, '2.0'),
  })),
  claimsCase(
    'the issuer of the public cloud',
    { iss: `https://login.microsoftonline.com/${TENANT}/v2.0` },
    'issuer_mismatch',
  ),
  claimsCase('the issuer template itself', { iss: 'http://127.0.0.1/{tenantid}/v2.0' }, 'issuer_mismatch'),
  claimsCase('no issuer', { iss: undefined }, 'claim_malformed'),
  claimsCase('an issuer in an array', { iss: ['x'] }, 'claim_malformed'),
  claimsCase('no tenant', { tid: undefined }, 'claim_malformed'),
  claimsCase('a tenant in an array', { tid: [TENANT] }, 'claim_malformed'),
  claimsCase('another tenant', { tid: OTHER_TENANT }, 'tenant_not_allowed'),
  claimsCase('the consumer tenant', { tid: '9188040d-6c67-4c5b-b112-36a304b66dad' }, 'tenant_not_allowed'),
  claimsCase('the tenant name common', { tid: 'common' }, 'tenant_not_allowed'),
  claimsCase('a tenant in upper case', { tid: TENANT.toUpperCase().replace('1', 'A') }, 'tenant_not_allowed'),
  claimsCase('a tenant with a space', { tid: `${TENANT} ` }, 'tenant_not_allowed'),
  claimsCase('a tenant that climbs the path', { tid: `${TENANT}/../${OTHER_TENANT}` }, 'tenant_not_allowed'),
  v2Case('another tenant with its own issuer', 'tenant_not_allowed', ({ authority }) => ({
    tid: OTHER_TENANT,
    iss: authority.issuer(OTHER_TENANT, '2.0'),
  })),
  claimsCase('no version', { ver: undefined }, 'claim_malformed'),
  claimsCase('a numeric version', { ver: 2 }, 'claim_malformed'),
  claimsCase('version 3.0', { ver: '3.0' }, 'version_unsupported'),
  claimsCase('version 2', { ver: '2' }, 'version_unsupported'),
  claimsCase('a v2 token that calls itself v1', { ver: '1.0' }, 'issuer_mismatch'),
  {
    name: 'a v1 token where v1 is not accepted',
    outcome: 'version_unsupported',
    app: 'strict',
    make: (forge) => forge.v1(),
  },

  claimsCase('no audience', { aud: undefined }, 'claim_malformed'),
  claimsCase('audience null', { aud: null }, 'claim_malformed'),
  claimsCase('an audience object', { aud: { [API]: true } }, 'claim_malformed'),
  claimsCase('an audience array with a number', { aud: [API, 1] }, 'claim_malformed'),
  claimsCase('another audience', { aud: 'https://graph.microsoft.com' }, 'audience_mismatch'),
  claimsCase('an empty audience', { aud: '' }, 'audience_mismatch'),
  claimsCase('the audience as the only member of an array', { aud: [API] }, 'accepted'),
  claimsCase('no audience in an array', { aud: [] }, 'audience_mismatch'),
  claimsCase('two audiences, one of them ours', { aud: [API, 'other'] }, 'audience_mismatch'),
  claimsCase('our audience twice', { aud: [API, API] }, 'audience_mismatch'),
  claimsCase('the audience in upper case', { aud: API.toUpperCase() }, 'audience_mismatch'),
  claimsCase('the audience with a space', { aud: ` ${API}` }, 'audience_mismatch'),
  claimsCase('the audience with spn: before it', { aud: `spn:${API}` }, 'audience_mismatch'),
  claimsCase('the v1 audience on a v2 token', { aud: APP_ID_URI }, 'audience_mismatch'),
  v1Case('the v2 audience on a v1 token', 'audience_mismatch', () => ({ aud: API })),
  v1Case('the App ID URI with a slash', 'audience_mismatch', () => ({ aud: `${APP_ID_URI}/` })),
  claimsCase('an audience of the configured list', { aud: 'https://api.contoso.example' }, 'accepted'),
  v1Case('an audience of the configured list on a v1 token', 'accepted', () => ({
    aud: 'https://api.contoso.example',
  })),
  claimsCase(
    'an audience that begins like a configured one',
    { aud: 'https://api.contoso.example.evil' },
    'audience_mismatch',
  ),
];
