/** Callers with tokens of real size, and a token endpoint in memory: only the client side is measured. */
import { createHmac } from 'node:crypto';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const CLIENT = '33333333-3333-4333-8333-333333333333';
export const RESOURCE = 'https://search.azure.com';
export const SECRET = 'bench-secret';
/** An authority in its public spelling; nothing is ever sent there. */
export const HOST = 'https://login.bench.example';

/** A caller as a resource server knows it. */
export interface BenchUser {
  readonly token: string;
  readonly tid: string;
  readonly oid: string;
  readonly appOnly: boolean;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** As long as an RS256 signature. */
const SIGNATURE_BYTES = 256;
const EXPIRES = Math.floor(Date.now() / 1000) + 24 * 3600;

/** Object id of the n-th person. */
export function oidOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** The n-th person with a token for the API. */
export function userOf(n: number): BenchUser {
  const oid = oidOf(n);
  return {
    token: jwt(claimsOf(oid, { aud: CLIENT, scp: 'access_as_user' })),
    tid: TENANT,
    oid,
    appOnly: false,
  };
}

/** A token endpoint that counts; every answer takes a few milliseconds, as a request does. */
export class MemoryAuthority {
  tokenRequests = 0;
  delayMs = 5;

  /** Discovery document (GET) or token answer (POST). */
  async answer(method: string, url: string, form: string): Promise<object> {
    if (method === 'GET') return discovery(url.includes(TENANT) ? TENANT : 'common');
    this.tokenRequests += 1;
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    const assertion = new URLSearchParams(form).get('assertion') ?? '';
    const { oid } = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as {
      oid: string;
    };
    const base = { token_type: 'Bearer', expires_in: 86_400, ext_expires_in: 86_400, refresh_in: 43_200 };
    return {
      ...base,
      scope: `${RESOURCE}/user_impersonation ${RESOURCE}/.default`,
      access_token: jwt(claimsOf(oid, { aud: RESOURCE, scp: 'user_impersonation', wids: [oid, oid, oid] })),
      id_token: jwt(claimsOf(oid, { aud: CLIENT })),
      client_info: encode({ uid: oid, utid: TENANT }),
    };
  }

  /** As the fetch standard has it. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> =>
    Response.json(await this.answer(init.method ?? 'GET', url, String(init.body ?? '')));
}

/** Discovery document in Entra's layout. */
export function discovery(tenant = TENANT): Record<string, string> {
  const base = `${HOST}/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

function jwt(claims: object): string {
  const head = `${encode({ typ: 'JWT', alg: 'RS256', kid: 'x'.repeat(27), x5t: 'x'.repeat(27) })}.${encode(claims)}`;
  const digest = createHmac('sha256', 'bench').update(head).digest();
  return `${head}.${Buffer.alloc(SIGNATURE_BYTES, digest).toString('base64url')}`;
}

function claimsOf(oid: string, more: object): object {
  return {
    iss: `${HOST}/${TENANT}/v2.0`,
    iat: EXPIRES - 86_400,
    nbf: EXPIRES - 86_400,
    exp: EXPIRES,
    aio: oid.repeat(4),
    azpacr: '1',
    name: 'A Person With A Name',
    oid,
    preferred_username: `${oid.slice(0, 8)}@contoso.example`,
    rh: '1.AUEBwJ3.'.repeat(4),
    sid: oid,
    sub: oid.repeat(2).slice(0, 43),
    tid: TENANT,
    uti: oid.slice(0, 22),
    ver: '2.0',
    ...more,
  };
}
