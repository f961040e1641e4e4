/** JWTs, PEM blocks and long runs of base64 or hex: the shapes that tokens, keys and secrets have. */
const SECRETS = /eyJ[\w-]*(?:\.[\w-]*){0,4}|-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)|[\w+/~=-]{32,}/g;
/** GUIDs stay: tenant, application and correlation ids are what an operator needs. */
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Makes text of the authority fit for a log line: no token, key or secret, and no line breaks (log injection).
 * @param known what was sent with the request, taken out whatever its shape
 */
export function scrub(text: string, known: readonly string[] = []): string {
  const without = known.reduce(
    (rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[removed]')),
    text,
  );
  return without.replace(SECRETS, (match) => (GUID.test(match) ? match : '[removed]')).replace(CONTROL, ' ');
}
