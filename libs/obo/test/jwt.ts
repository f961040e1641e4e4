import { createHmac } from 'node:crypto';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes a signed JWT with these claims; the key is of no importance, nobody here verifies what an authority minted. */
export function jwt(claims: Readonly<Record<string, unknown>>): string {
  const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${head}.${createHmac('sha256', 'test').update(head).digest('base64url')}`;
}

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const OTHER_TENANT = '22222222-2222-4222-8222-222222222222';
export const CLIENT = '33333333-3333-4333-8333-333333333333';
export const SECRET = 'CANARY-secret-5Q8~x.Zk2';
export const SEARCH = 'https://search.azure.com';
export const GRAPH = 'https://graph.microsoft.com';

/** One moment for all callers of a spec: the same person and session is the same token. */
const EXPIRES = Math.floor(Date.now() / 1000) + 3600;

/** A caller with a token of its own; `session` makes another token of the same person. */
export function caller(
  name = 'ada',
  more: { tid?: string; session?: number; exp?: number; iat?: number; appOnly?: boolean } = {},
): { token: string; tid: string; oid: string; appOnly: boolean } {
  const { tid = TENANT, session = 0, exp = EXPIRES, iat = EXPIRES - 4200, appOnly = false } = more;
  const oid = `oid-${name}`;
  return {
    token: jwt({ aud: CLIENT, tid, oid, exp, iat, session, scp: 'access_as_user' }),
    tid,
    oid,
    appOnly,
  };
}
