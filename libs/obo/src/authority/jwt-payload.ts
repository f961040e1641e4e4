import { isRecord } from './shapes.js';

/** Claims of a token as decoded. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * Decodes the payload of a compact JWS (RFC 7515 section 3.1) without verifying it, or returns `undefined`
 * where the text is none. Only for tokens that came straight from the authority, or were validated before.
 */
export function jwtPayload(token: string): Claims | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const payload: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isRecord(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a claim that has to be a non-empty string. */
export function textClaim(claims: Claims | undefined, name: string): string | undefined {
  const value = claims?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Reads a claim that has to be a number, such as `exp` (seconds since the epoch). */
export function numberClaim(claims: Claims | undefined, name: string): number | undefined {
  const value = claims?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
