import { isDeepStrictEqual } from 'node:util';
import type { ExchangedToken, UserAssertion } from './exchange.types.js';
import { type Claims, jwtPayload, numberClaim, textClaim } from './authority/jwt-payload.js';
import type { TokenAnswer } from './authority/msal-transport.js';

/** An acquired token as the cache keeps it: flat and small, claims decoded only when somebody reads them. */
export interface AcquiredToken {
  readonly accessToken: string;
  readonly resource: string;
  readonly audience: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  readonly subject: string;
  readonly upn?: string;
  readonly credential: string;
  readonly correlationId: string;
  readonly tid: string;
  readonly oid: string;
}

/** Thrown where an acquired token does not belong to the caller. */
export class ForeignTokenError extends Error {
  override readonly name = 'ForeignTokenError';
}

/**
 * Reads an acquired token and proves that it is the caller's: `oid` and `tid` of the access token and of the id
 * token beside it must equal the assertion's. An access token that cannot be read (encrypted for its resource)
 * is accepted only with an id token that can.
 * @throws ForeignTokenError
 */
export function readAcquiredToken(
  answer: TokenAnswer,
  user: UserAssertion,
  resource: string,
  { credential, correlationId }: Pick<AcquiredToken, 'credential' | 'correlationId'>,
  nowSeconds: number,
): AcquiredToken {
  const claims = jwtPayload(answer.accessToken);
  const identity = answer.idToken === undefined ? undefined : jwtPayload(answer.idToken);
  const witnesses = [claims, identity].filter((one) => one !== undefined);
  if (witnesses.length === 0) throw new ForeignTokenError('the acquired token names nobody');
  for (const witness of witnesses) {
    if (witness['oid'] !== user.oid || witness['tid'] !== user.tid) {
      throw new ForeignTokenError('the acquired token belongs to somebody else');
    }
  }
  const promised = nowSeconds + (answer.expiresIn ?? 0);
  const upn =
    textClaim(claims, 'upn') ?? textClaim(claims, 'preferred_username') ?? textClaim(claims, 'unique_name');
  return {
    accessToken: answer.accessToken,
    resource,
    audience: audienceOf(claims) ?? resource,
    issuer: textClaim(claims, 'iss') ?? textClaim(identity, 'iss') ?? '',
    scopes: (textClaim(claims, 'scp') ?? answer.scope ?? '').split(' ').filter((scope) => scope !== ''),
    expiresAt: Math.floor(
      Math.min(numberClaim(claims, 'exp') ?? promised, answer.expiresIn === undefined ? Infinity : promised),
    ),
    subject: textClaim(claims, 'sub') ?? textClaim(identity, 'sub') ?? '',
    ...(upn === undefined ? {} : { upn }),
    credential,
    correlationId,
    tid: user.tid,
    oid: user.oid,
  };
}

function audienceOf(claims: Claims | undefined): string | undefined {
  const audience = claims?.['aud'];
  return Array.isArray(audience) && isDeepStrictEqual(audience, [String(audience[0])])
    ? String(audience[0])
    : textClaim(claims, 'aud');
}

/** The public face of an acquired token; a fresh one for each caller, so that no caller can touch another's. */
class Exchanged {
  readonly #accessToken: string;
  readonly resource: string;
  readonly audience: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  readonly subject: string;
  readonly upn?: string;
  readonly credential: string;
  readonly correlationId: string;
  readonly fromCache: boolean;
  declare readonly claims: Claims;

  constructor(token: AcquiredToken, fromCache: boolean) {
    this.#accessToken = token.accessToken;
    this.resource = token.resource;
    this.audience = token.audience;
    this.issuer = token.issuer;
    this.scopes = [...token.scopes];
    this.expiresAt = token.expiresAt;
    this.subject = token.subject;
    if (token.upn !== undefined) this.upn = token.upn;
    this.credential = token.credential;
    this.correlationId = token.correlationId;
    this.fromCache = fromCache;
    let decoded: Claims | undefined;
    const { accessToken } = token;
    Object.defineProperty(this, 'claims', {
      enumerable: true,
      get: () => (decoded ??= jwtPayload(accessToken) ?? {}),
    });
  }

  get accessToken(): string {
    return this.#accessToken;
  }
}

/** Makes what a caller gets out of what the cache keeps. */
export function exchangedToken(token: AcquiredToken, fromCache: boolean): ExchangedToken {
  return new Exchanged(token, fromCache);
}
