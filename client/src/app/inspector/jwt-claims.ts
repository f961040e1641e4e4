import type { ClaimSet } from '#libs/contract';

/**
 * Claims of our own access token, for showing only: a client must not act on them (the token belongs to the API, and
 * nothing is verified here).
 */
export function jwtClaims(token: string): ClaimSet {
  const payload = token.split('.')[1];
  if (payload === undefined) return {};
  try {
    const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    return JSON.parse(text) as ClaimSet;
  } catch {
    return {};
  }
}
