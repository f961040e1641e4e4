import { claimsChallenge } from './claims-challenge.js';

const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1795000000"}}}';
const encoded = Buffer.from(CLAIMS).toString('base64');
const challenge = (claims: string, error = 'insufficient_claims'): string =>
  `Bearer realm="", authorization_uri="https://login.example/common", error="${error}", claims="${claims}"`;

describe('claimsChallenge', () => {
  it.each([
    ['as Entra documents it', challenge(encoded)],
    ['in base64url without padding', challenge(Buffer.from(CLAIMS).toString('base64url'))],
    ['with other spacing, order and case', `bearer Claims = "${encoded}" , ERROR=insufficient_claims`],
    ['behind another challenge', `Basic realm="x, claims=no", ${challenge(encoded)}`],
  ])('reads a challenge %s', (_what, header) => {
    expect(claimsChallenge(header)).toBe(CLAIMS);
  });

  it.each([
    ['no header', null],
    ['another error', challenge(encoded, 'invalid_token')],
    ['no claims', 'Bearer error="insufficient_claims"'],
    ['claims that are no JSON', challenge(Buffer.from('nonsense').toString('base64'))],
    ['claims that are no object', challenge(Buffer.from('[1]').toString('base64'))],
    ['claims of no sane length', challenge('A'.repeat(9000))],
    ['claims inside another value', `Bearer error="insufficient_claims", realm="claims=\\"${encoded}\\""`],
  ])('finds none in %s', (_what, header) => {
    expect(claimsChallenge(header)).toBeUndefined();
  });
});
