import { jwt } from '../test/jwt.js';
import { exchangedToken, ForeignTokenError, readAcquiredToken } from './acquired-token.js';
import type { TokenAnswer } from './authority/msal-transport.js';

const user = { token: 'assertion', tid: 'tenant', oid: 'ada', appOnly: false };
const mine = { oid: 'ada', tid: 'tenant' };
const NOW = 1_000;

describe('an acquired token', () => {
  const read = (answer: TokenAnswer): ReturnType<typeof readAcquiredToken> =>
    readAcquiredToken(answer, user, 'https://api', { credential: 'secret', correlationId: 'c' }, NOW);

  it.each([
    ['another person', { accessToken: jwt({ ...mine, oid: 'eve' }) }],
    ['another tenant', { accessToken: jwt({ ...mine, tid: 'other' }) }],
    ['nobody', { accessToken: jwt({ aud: 'https://api' }) }],
    ['the person in another spelling', { accessToken: jwt({ ...mine, oid: 'ADA' }) }],
    ['a list of people', { accessToken: jwt({ ...mine, oid: ['ada'] }) }],
    [
      'another person in the id token beside it',
      { accessToken: jwt(mine), idToken: jwt({ ...mine, oid: 'eve' }) },
    ],
    ['nobody readable', { accessToken: 'opaque' }],
    ['nobody readable, twice', { accessToken: 'a.b.c', idToken: 'a.b.c' }],
    [
      'another person behind an opaque token',
      { accessToken: 'opaque', idToken: jwt({ ...mine, oid: 'eve' }) },
    ],
  ])('that names %s is refused', (_what, answer) => {
    expect(() => read(answer)).toThrow(ForeignTokenError);
  });

  it('that is encrypted for its resource is accepted by the id token beside it', () => {
    const token = read({
      accessToken: 'opaque',
      idToken: jwt({ ...mine, iss: 'i', sub: 's' }),
      expiresIn: 60,
      scope: 'a b',
    });
    expect(token).toMatchObject({
      audience: 'https://api',
      issuer: 'i',
      subject: 's',
      scopes: ['a', 'b'],
      expiresAt: NOW + 60,
    });
  });

  it.each([
    [{ exp: 5000 }, 100, 1100],
    [{ exp: 1050 }, 100, 1050],
    [{ exp: 5000 }, undefined, 5000],
    [{}, undefined, 1000],
    [{ exp: 'soon' }, 100, 1100],
  ])('ends with the earlier of its claim and the answer: %j and %p', (claims, expiresIn, expected) => {
    const answer = {
      accessToken: jwt({ ...mine, ...claims }),
      ...(expiresIn === undefined ? {} : { expiresIn }),
    };
    expect(read(answer).expiresAt).toBe(expected);
  });

  it('is handed out as an object of each caller’s own', () => {
    const token = read({ accessToken: jwt({ ...mine, scp: 'a b' }), expiresIn: 60 });
    const [one, other] = [exchangedToken(token, false), exchangedToken(token, true)];
    (one.scopes as string[]).push('c');
    (one.claims as Record<string, unknown>)['oid'] = 'eve';
    expect(other).toMatchObject({ scopes: ['a', 'b'], claims: { oid: 'ada' }, fromCache: true });
    expect({ ...one }).toMatchObject({ claims: { oid: 'eve' } });
    expect('accessToken' in { ...one }).toBe(false);
  });
});
