/**
 * Continuous access evaluation: resources refuse tokens of a sign-in that was revoked since.
 * Source: https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
import type { Entra } from './entra.js';
import { generationOf } from './tokens.js';

/** The claims request (JSON text) that a revoked person must satisfy, or nothing where the token still holds. */
export function revocationChallenge(
  entra: Entra,
  claims: Readonly<Record<string, unknown>>,
): string | undefined {
  const user = entra.directory.user({ oid: claims['oid'] });
  if (!user || !entra.accounts.isRevoked(user, generationOf(claims))) return undefined;
  return JSON.stringify({ access_token: { nbf: { essential: true, value: String(entra.seconds) } } });
}
