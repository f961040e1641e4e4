import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** SHA-256 in base64url: also the S256 transformation of RFC 7636. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Compares two texts without telling by the time taken where they differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** An unguessable value, base64url. */
export function randomText(bytes = 16): string {
  return randomBytes(bytes).toString('base64url');
}

/** Short name of a client, by which codes and refresh tokens are bound to it: 128 bits of the hash of its id. */
export function clientKey(clientId: string): string {
  return sha256(clientId).slice(0, 22);
}
