import { AuthError } from '../answers/auth.error.js';
import type { JsonObject } from './json-object.js';

/** Members that bring a key along, or change how the token is to be read (RFC 8725 s3.10, RFC 7797). */
const FORBIDDEN = ['crit', 'jwk', 'jku', 'x5u', 'x5c', 'zip', 'cty', 'b64', 'enc', 'epk'] as const;
const TYPES: ReadonlySet<string> = new Set(['jwt', 'at+jwt']);

/**
 * Checks the JOSE header and returns the key id. Entra sends `typ: JWT` for every kind of token, so `typ` cannot
 * tell an access token from an ID token.
 * @throws AuthError `header_member_forbidden`, `type_unsupported`, `algorithm_unsupported`, `kid_missing`
 */
export function checkHeader(header: JsonObject): string {
  for (const member of FORBIDDEN) {
    if (member in header) throw new AuthError('header_member_forbidden');
  }
  if (header['alg'] !== 'RS256') throw new AuthError('algorithm_unsupported');
  const type = header['typ'];
  if (type !== undefined && !(typeof type === 'string' && TYPES.has(type.toLowerCase()))) {
    throw new AuthError('type_unsupported');
  }
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid === '') throw new AuthError('kid_missing');
  return kid;
}
