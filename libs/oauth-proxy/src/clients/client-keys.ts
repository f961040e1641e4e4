import { OAuthError } from '../oauth-error.js';
import { clientUrlFault } from './client-url.js';
import type { ClientKeys } from './client.js';

/** Members of a JWK that hold private or shared key material (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const MAX_KEYS = 20;

/**
 * Reads `jwks_uri` or `jwks` of client metadata (RFC 7591 section 2).
 * @throws OAuthError `invalid_client_metadata`
 */
export function keysOf(metadata: Readonly<Record<string, unknown>>): ClientKeys {
  const { jwks_uri: jwksUri, jwks } = metadata;
  if (jwksUri !== undefined && jwks !== undefined) throw bad('jwks_uri and jwks exclude each other.');
  if (jwksUri !== undefined) {
    const fault = clientUrlFault(jwksUri);
    if (fault !== undefined) throw bad(`jwks_uri ${fault}.`);
    return { jwksUri: jwksUri as string };
  }
  if (isKeySet(jwks)) return { jwks };
  throw bad('private_key_jwt needs jwks_uri, or jwks with public keys only.');
}

/** Tells whether a value is a set of public keys. */
export function isKeySet(value: unknown): value is NonNullable<ClientKeys['jwks']> {
  if (typeof value !== 'object' || value === null) return false;
  const { keys } = value as { keys?: unknown };
  return Array.isArray(keys) && keys.length > 0 && keys.length <= MAX_KEYS && keys.every(isPublicKey);
}

function isPublicKey(key: unknown): boolean {
  return typeof key === 'object' && key !== null && !PRIVATE_MEMBERS.some((member) => member in key);
}

function bad(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description);
}
