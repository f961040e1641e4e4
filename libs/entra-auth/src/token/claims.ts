import { AuthError } from '../answers/auth.error.js';
import type { AuthPolicy } from '../policy/auth.policy.js';
import type { JsonObject } from './json-object.js';

/** Longest life of an access token: 28 h, that of a token under continuous access evaluation. */
const MAX_LIFETIME_SECONDS = 28 * 60 * 60;

/** Version of a token: decides which issuer and audience forms hold. */
export type TokenVersion = '1.0' | '2.0';

/** Which of the authority's documents a token must be judged by. */
export interface Authority {
  readonly tenantId: string;
  readonly version: TokenVersion;
}

/**
 * Reads which authority document the token claims to belong to. Nothing is believed yet: the answer only chooses
 * among allowed documents, so a tenant off the allow-list costs no request.
 * @throws AuthError `claim_malformed`, `version_unsupported`, `tenant_not_allowed`
 */
export function claimedAuthority(payload: JsonObject, policy: AuthPolicy): Authority {
  const { tid, ver } = payload;
  if (typeof tid !== 'string' || typeof ver !== 'string') throw new AuthError('claim_malformed');
  if (ver !== '2.0' && !(ver === '1.0' && policy.acceptV1Tokens)) throw new AuthError('version_unsupported');
  if (!policy.allowedTenants.has(tid)) throw new AuthError('tenant_not_allowed');
  return { tenantId: tid, version: ver };
}

/** @throws AuthError `issuer_mismatch` unless `iss` is, to the letter, the issuer the authority names for the tenant */
export function checkIssuer(payload: JsonObject, issuer: string): void {
  if (payload['iss'] !== issuer) throw new AuthError('issuer_mismatch');
}

/** @throws AuthError `audience_mismatch` unless `aud` is one accepted literal, or an array of exactly one */
export function checkAudience(payload: JsonObject, accepted: ReadonlySet<string>): void {
  const aud = payload['aud'];
  const audience: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (typeof audience !== 'string' || !accepted.has(audience)) throw new AuthError('audience_mismatch');
}

/**
 * Checks `exp`, `nbf`, `iat` (seconds, already known to be numbers) against `nowSeconds` with `skew` seconds.
 * @throws AuthError `token_expired`, `token_not_yet_valid`, `validity_implausible`
 */
export function checkTimes(payload: JsonObject, nowSeconds: number, skew: number): void {
  const [exp, nbf, iat] = [payload['exp'] as number, payload['nbf'] as number, payload['iat'] as number];
  if (nowSeconds - skew >= exp) throw new AuthError('token_expired');
  if (nbf > nowSeconds + skew || iat > nowSeconds + skew) throw new AuthError('token_not_yet_valid');
  if (nbf >= exp || exp - iat > MAX_LIFETIME_SECONDS + skew) throw new AuthError('validity_implausible');
}

/**
 * Refuses what is no access token, and tokens that do not say clearly whether a user or an app acts. ID tokens
 * share audience and issuer with access tokens; they give themselves away by `nonce`, `at_hash` or `c_hash`, and
 * by naming no client application.
 * @throws AuthError `id_token`, `permissions_missing`, `token_kind_contradictory`
 */
export function checkKind(payload: JsonObject): void {
  if ('nonce' in payload || 'at_hash' in payload || 'c_hash' in payload) throw new AuthError('id_token');
  const { scp, roles, idtyp } = payload;
  const hasScopes = typeof scp === 'string' && scp.trim() !== '';
  const hasRoles = Array.isArray(roles) && roles.length > 0;
  if (!hasScopes && !hasRoles) throw new AuthError('permissions_missing');
  if (idtyp === 'app' ? scp !== undefined : idtyp !== undefined && idtyp !== 'user') {
    throw new AuthError('token_kind_contradictory');
  }
  if (idtyp === 'user' && !hasScopes) throw new AuthError('token_kind_contradictory');
  if (payload[payload['ver'] === '1.0' ? 'appid' : 'azp'] === undefined) throw new AuthError('id_token');
}
