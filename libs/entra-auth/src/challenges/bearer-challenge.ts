/** Parameters of a Bearer challenge (RFC 6750 s3, RFC 9728 s5.1, Entra claims challenge). */
export interface BearerChallenge {
  /** RFC 6750 s3.1 code, or `insufficient_claims`; absent where the request had no credentials. */
  readonly error?: string;
  /** A sentence of a fixed list, never text out of a token. */
  readonly errorDescription?: string;
  /** Fully qualified scopes. */
  readonly scopes?: readonly string[];
  /** Absolute URL of the protected resource metadata. */
  readonly resourceMetadata?: string;
  /** Absolute URL of the authorize endpoint (Entra claims challenge). */
  readonly authorizationUri?: string;
  /** Claims request as JSON text; sent base64-encoded. */
  readonly claims?: string;
}

/**
 * Builds the value of a `WWW-Authenticate` header with the Bearer scheme.
 *
 * @example
 * challengeFor({ error: 'invalid_token', resourceMetadata }); // 'Bearer error="invalid_token", resource_metadata="https://..."'
 */
export function challengeFor(challenge: BearerChallenge): string {
  const parameters = [
    ['error', challenge.error],
    ['error_description', challenge.errorDescription],
    ['resource_metadata', challenge.resourceMetadata],
    ['scope', challenge.scopes?.join(' ')],
    ['authorization_uri', challenge.authorizationUri],
    ['claims', challenge.claims === undefined ? undefined : encodeClaims(challenge.claims)],
  ]
    .filter((parameter): parameter is [string, string] => Boolean(parameter[1]))
    .map(([name, value]) => `${name}="${quoted(value)}"`);
  return parameters.length > 0 ? `Bearer ${parameters.join(', ')}` : 'Bearer';
}

/**
 * Encodes a claims request for a challenge header: base64 of its UTF-8 text, as Entra clients expect it.
 *
 * @example
 * encodeClaims('{"access_token":{}}'); // 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ=='
 */
export function encodeClaims(claims: string): string {
  return Buffer.from(claims, 'utf8').toString('base64');
}

/**
 * Claims request that asks for one Conditional Access authentication context (`acrs`).
 *
 * @example
 * authContextClaims('c1'); // '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
 */
export function authContextClaims(id: string): string {
  return JSON.stringify({ access_token: { acrs: { essential: true, value: id } } });
}

/** RFC 9110 s5.6.4 quoted-string content; control characters and non-ASCII have no place in a header. */
function quoted(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '\\$&');
}
