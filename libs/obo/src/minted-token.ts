import { isDeepStrictEqual } from 'node:util';
import type { ExchangedToken, UserAssertion } from './exchange.types.js';
import { type Claims, jwtPayload, numberClaim, textClaim } from './jwt-payload.js';

/** A minted token as the cache keeps it: flat and small, claims decoded only when somebody reads them. */
export interface MintedToken {
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
  readonly tid: string;
  readonly oid: string;
}

/** The token endpoint's good answer, as far as it is needed (RFC 6749 section 5.1). */
export interface TokenAnswer {
  readonly accessToken: string;
  readonly idToken?: string;
  /** Lifetime in seconds, where the endpoint gave one. */
  readonly expiresIn?: number;
  readonly scope?: string;
}

/** Thrown where a minted token does not belong to the caller. */
export class ForeignTokenError extends Error {
  override readonly name = 'ForeignTokenError';
}

/**
 * Reads a minted token and proves that it is the caller's: `oid` and `tid` of the access token and of the id
 * token beside it must equal the assertion's. An access token that cannot be read (encrypted for its resource)
 * is accepted only with an id token that can.
 * @throws ForeignTokenError
 */
export function readMinted(
  answer: TokenAnswer,
  user: UserAssertion,
  resource: string,
  credential: string,
  nowSeconds: number,
): MintedToken {
  const claims = jwtPayload(answer.accessToken);
  const identity = answer.idToken === undefined ? undefined : jwtPayload(answer.idToken);
  const witnesses = [claims, identity].filter((one) => one !== undefined);
  if (witnesses.length === 0) throw new ForeignTokenError('the minted token names nobody');
  for (const witness of witnesses) {
    if (witness['oid'] !== user.oid || witness['tid'] !== user.tid) {
      throw new ForeignTokenError('the minted token belongs to somebody else');
    }
  }
  const told = nowSeconds + (answer.expiresIn ?? 0);
  const upn =
    textClaim(claims, 'upn') ?? textClaim(claims, 'preferred_username') ?? textClaim(claims, 'unique_name');
  return {
    accessToken: answer.accessToken,
    resource,
    audience: audienceOf(claims) ?? resource,
    issuer: textClaim(claims, 'iss') ?? textClaim(identity, 'iss') ?? '',
    scopes: (textClaim(claims, 'scp') ?? answer.scope ?? '').split(' ').filter((scope) => scope !== ''),
    expiresAt: Math.floor(
      Math.min(numberClaim(claims, 'exp') ?? told, answer.expiresIn === undefined ? Infinity : told),
    ),
    subject: textClaim(claims, 'sub') ?? textClaim(identity, 'sub') ?? '',
    ...(upn === undefined ? {} : { upn }),
    credential,
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

/** The public face of a minted token; a fresh one for each caller, so that no caller can touch another's. */
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
  readonly fromCache: boolean;
  declare readonly claims: Claims;

  constructor(minted: MintedToken, fromCache: boolean) {
    this.#accessToken = minted.accessToken;
    this.resource = minted.resource;
    this.audience = minted.audience;
    this.issuer = minted.issuer;
    this.scopes = [...minted.scopes];
    this.expiresAt = minted.expiresAt;
    this.subject = minted.subject;
    if (minted.upn !== undefined) this.upn = minted.upn;
    this.credential = minted.credential;
    this.fromCache = fromCache;
    let decoded: Claims | undefined;
    const { accessToken } = minted;
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
export function exchangedToken(minted: MintedToken, fromCache: boolean): ExchangedToken {
  return new Exchanged(minted, fromCache);
}
