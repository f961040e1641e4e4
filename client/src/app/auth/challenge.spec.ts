import { nextStep, readChallenge } from './challenge.js';

const CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
const INSUFFICIENT_CLAIMS = `Bearer resource_metadata="https://x/y", error="insufficient_claims", claims="${btoa(CLAIMS)}"`;

describe('readChallenge', () => {
  it('reads error, scopes and decoded claims', () => {
    expect(readChallenge(INSUFFICIENT_CLAIMS)).toEqual({
      error: 'insufficient_claims',
      claims: CLAIMS,
      scopes: [],
    });
    expect(readChallenge('Bearer error="insufficient_scope", scope="api://a/x api://a/y"')).toEqual({
      error: 'insufficient_scope',
      scopes: ['api://a/x', 'api://a/y'],
    });
  });

  it('reads base64url claims too', () => {
    const claims = '{"a":"???>>>"}';
    const encoded = btoa(claims).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    expect(readChallenge(`Bearer error="insufficient_claims", claims="${encoded}"`)?.claims).toBe(claims);
  });

  it('drops claims that are no JSON', () => {
    expect(readChallenge('Bearer error="insufficient_claims", claims="%%%"')).toEqual({
      error: 'insufficient_claims',
      scopes: [],
    });
  });

  it.each([null, '', 'Basic realm="x"', 'NotBearer error="x"'])(
    'finds no bearer challenge in %s',
    (header) => {
      expect(readChallenge(header)).toBeUndefined();
    },
  );
});

describe('nextStep', () => {
  it('takes a claims challenge to the person', () => {
    expect(nextStep(401, INSUFFICIENT_CLAIMS)).toEqual({ kind: 'interact', claims: CLAIMS });
  });

  it('renews the token after any other 401', () => {
    expect(nextStep(401, 'Bearer error="invalid_token"')).toEqual({ kind: 'renew' });
    expect(nextStep(401, null)).toEqual({ kind: 'renew' });
  });

  it.each([400, 403, 404, 429, 500, 503])('never repeats a %s', (status) => {
    expect(nextStep(status, INSUFFICIENT_CLAIMS)).toEqual({ kind: 'give-up' });
  });
});
