/** Longest claims request that is passed on, in characters of its base64 form. */
const LONGEST = 8192;
/** One auth-param (RFC 9110 section 11.2), quoted or not. */
const PARAMETER = /([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g;

/**
 * Finds a claims challenge in a `WWW-Authenticate` header: `error="insufficient_claims"` with `claims` in base64.
 * Returns the claims request as JSON text, or `undefined` where there is none that can be read.
 * Source: Entra, "Claims challenges, claims requests and client capabilities".
 */
export function claimsChallenge(header: string | null): string | undefined {
  if (header === null || header.length > 2 * LONGEST) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of header.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  const claims = parameters.get('claims');
  if (claims === undefined || parameters.get('error') !== 'insufficient_claims') return undefined;
  return claims.length > LONGEST ? undefined : jsonObject(Buffer.from(claims, 'base64').toString('utf8'));
}

function jsonObject(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : undefined;
  } catch {
    return undefined;
  }
}
