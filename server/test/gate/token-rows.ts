import { CONTOSO_TENANT_ID, FABRIKAM_TENANT_ID, type LocalCloud } from '#local-cloud';

type Members = Readonly<Record<string, unknown>>;

/** A token that must not enter: how it differs from Ada's good one. */
export interface BadToken {
  readonly name: string;
  make(cloud: LocalCloud): Promise<string>;
}

/** Header and payload of a token. */
export function partsOf(token: string): readonly [Members, Members] {
  const [header = '', payload = ''] = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  return [JSON.parse(header) as Members, JSON.parse(payload) as Members];
}

const claims = (name: string, change: Members | ((now: number) => Members)): BadToken => ({
  name,
  make: (cloud) =>
    cloud.issueToken({
      claims: typeof change === 'function' ? change(Math.floor(Date.now() / 1000)) : change,
    }),
});

const header = (name: string, change: Members): BadToken => ({
  name,
  make: (cloud) => cloud.issueToken({ header: change }),
});

const raw = (
  name: string,
  rewrite: (header: string, payload: string) => readonly [string, string],
): BadToken => ({
  name,
  async make(cloud) {
    const [head, payload] = partsOf(await cloud.issueToken()).map((part) => JSON.stringify(part));
    return cloud.signRaw(...rewrite(head ?? '', payload ?? ''));
  },
});

const text = (name: string, change: (token: string) => string): BadToken => ({
  name,
  make: async (cloud) => change(await cloud.issueToken()),
});

/** Every clause of the policy once, on tokens that the authority's own key signed where a signature is needed. */
export const BAD_TOKENS: readonly BadToken[] = [
  text('a word', () => 'hello'),
  text('no signature', (token) => token.replace(/[^.]+$/, '')),
  text('four segments', (token) => `${token}.x`),
  text(
    'a changed signature',
    (token) => token.slice(0, -10) + token.slice(-10).split('').toReversed().join(''),
  ),
  raw('longer than 15 KiB', (head, payload) => [
    head,
    payload.replace('{', `{"pad":"${'x'.repeat(12_000)}",`),
  ]),
  raw('a repeated claim', (head, payload) => [head, payload.replace('{', '{"aud":"other",')]),
  raw('a repeated header member', (head, payload) => [head.replace('{', '{"alg":"none",'), payload]),
  raw('a payload that is an array', (head, payload) => [head, `[${payload}]`]),
  { name: 'a key that is not published', make: (cloud) => cloud.issueToken({ key: 'unpublished' }) },
  { name: 'a forged signature', make: (cloud) => cloud.issueToken({ key: 'forged' }) },
  header('alg none', { alg: 'none' }),
  header('alg HS256', { alg: 'HS256' }),
  header('alg RS512', { alg: 'RS512' }),
  header('no kid', { kid: undefined }),
  header('a numeric kid', { kid: 1 }),
  header('another typ', { typ: 'dpop+jwt' }),
  header('an unknown crit', { crit: ['exp'] }),
  header('a key address', { jku: 'https://attacker.example/keys' }),
  header('a certificate', { x5c: ['MIIB'] }),
  header('zip', { zip: 'DEF' }),
  header('cty', { cty: 'JWT' }),
  header('b64', { b64: true }),
  claims('another issuer', { iss: `https://login.microsoftonline.com/${CONTOSO_TENANT_ID}/v2.0` }),
  claims('another tenant', { tid: FABRIKAM_TENANT_ID }),
  claims('no tenant', { tid: undefined }),
  claims('version 3.0', { ver: '3.0' }),
  claims('a v2 token that says v1', { ver: '1.0' }),
  claims('another audience', { aud: 'https://graph.microsoft.com' }),
  claims('two audiences', { aud: ['a0000000-0000-4000-8a00-0000000000a1', 'x'] }),
  claims('no exp', { exp: undefined }),
  claims('exp as text', (now) => ({ exp: String(now + 3600) })),
  claims('no nbf', { nbf: undefined }),
  claims('no iat', { iat: undefined }),
  claims('expired', (now) => ({ exp: now - 61 })),
  claims('not valid yet', (now) => ({ nbf: now + 300 })),
  claims('issued in the future', (now) => ({ iat: now + 300 })),
  claims('nbf after exp', (now) => ({ nbf: now + 30, exp: now + 20 })),
  claims('a life of 29 hours', (now) => ({ iat: now, exp: now + 29 * 3600 })),
  claims('neither scopes nor roles', { scp: undefined, roles: undefined }),
  claims('scopes in an array', { scp: ['access_as_user'] }),
  claims('roles as text', { roles: 'Admin' }),
  claims('app and scopes at once', { idtyp: 'app' }),
  claims('an ID token', { scp: undefined, azp: undefined, nonce: 'n' }),
  claims('no oid', { oid: undefined }),
];
