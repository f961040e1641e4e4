import { OAuthError, type OAuthErrorCode } from '../oauth-error.js';

/**
 * Checks `resource` (RFC 8707): the endpoint or its origin, each with or without a trailing slash. It is never passed
 * to Entra, which takes it for an identifier URI of a registration (AADSTS9010010).
 * @throws OAuthError of the given code
 */
export function checkResource(
  given: readonly string[],
  resource: string,
  code: OAuthErrorCode = 'invalid_target',
): void {
  const { origin } = new URL(resource);
  const accepted = new Set([resource, `${resource}/`, origin, `${origin}/`]);
  if (given.every((uri) => accepted.has(uri))) return;
  throw new OAuthError(code, `resource has to be ${resource}: this server issues tokens for nothing else.`);
}
