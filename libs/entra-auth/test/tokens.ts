import { KeyObject, sign } from 'node:crypto';
import type { SigningKey, TestAuthority } from './authority.js';

export const TENANT = '10000000-c047-4050-8a00-000000000001';
export const OTHER_TENANT = '20000000-fab1-4a00-8a00-000000000002';
export const API = 'a0000000-0000-4000-8a00-0000000000a1';
export const SPA = 'b0000000-0000-4000-8a00-0000000000b2';
export const BLUEPRINT = 'b1e00000-0000-4000-8000-000000000001';
export const APP_ID_URI = `api://${API}`;

/** Changes to the valid token; `undefined` removes a member. */
export type Changes = Readonly<Record<string, unknown>>;

/** The machine's clock, in seconds since the epoch. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Claims of a good v2 user token as of `now` (seconds), changed. */
export function v2Claims(
  authority: TestAuthority,
  now = nowSeconds(),
  changes: Changes = {},
): Record<string, unknown> {
  return defined({
    aud: API,
    iss: authority.issuer(TENANT, '2.0'),
    iat: now - 10,
    nbf: now - 10,
    exp: now + 3600,
    azp: SPA,
    azpacr: '0',
    name: 'Ada Lovelace',
    oid: '00000000-ada0-4000-8a00-0000000000a1',
    preferred_username: 'ada@contoso.example',
    scp: 'access_as_user',
    sub: 'u-TAcvk-2Xl4eHcl0JUlLXN9C4rkaJWqBsZ_ATpiSvM',
    tid: TENANT,
    ver: '2.0',
    ...changes,
  });
}

/** Claims of a good v1 user token as of `now` (seconds), changed. */
export function v1Claims(
  authority: TestAuthority,
  now = nowSeconds(),
  changes: Changes = {},
): Record<string, unknown> {
  const { azp: _azp, azpacr: _azpacr, preferred_username: upn, ...rest } = v2Claims(authority, now);
  const iss = authority.issuer(TENANT, '1.0');
  return defined({ ...rest, iss, aud: APP_ID_URI, appid: SPA, appidacr: '0', upn, ver: '1.0', ...changes });
}

/** Signs header and payload as they are: objects are serialised, strings and buffers are taken raw. */
export function signRaw(key: SigningKey, header: unknown, payload: unknown): string {
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(input), KeyObject.from(key.privateKey));
  return `${input}.${signature.toString('base64url')}`;
}

/** Signs claims with a header as Entra sends it, changed. */
export function signToken(key: SigningKey, payload: unknown, header: Changes = {}): string {
  return signRaw(key, defined({ typ: 'JWT', alg: 'RS256', kid: key.kid, ...header }), payload);
}

/** Base64url of a value, as one segment. */
export function encode(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('base64url');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

function defined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
