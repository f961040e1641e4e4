/** Ways in which a client may authenticate at the token endpoint, strongest first. */
export const CLIENT_METHODS = [
  'private_key_jwt',
  'client_secret_basic',
  'client_secret_post',
  'none',
] as const;

/** One of {@link CLIENT_METHODS}. */
export type ClientMethod = (typeof CLIENT_METHODS)[number];

/** Algorithms that are accepted in client assertions. */
export const SIGNING_ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256'];

/** Tells whether a text names a method that is served. */
export function isClientMethod(text: unknown): text is ClientMethod {
  return typeof text === 'string' && (CLIENT_METHODS as readonly string[]).includes(text);
}

/** Tells whether a method uses a client secret. */
export function usesSecret(method: ClientMethod): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}
