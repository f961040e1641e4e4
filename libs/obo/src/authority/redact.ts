import { isGuid } from './shapes.js';

/** JWTs, PEM blocks and long runs of base64 or hex: the shapes that tokens, keys and secrets have. */
const SECRETS = /eyJ[\w-]*(?:\.[\w-]*){0,4}|-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)|[\w+/~=-]{32,}/g;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Makes text of the authority fit for a log line: no token, key or secret, and no line breaks (log injection).
 * GUIDs stay: tenant, application and correlation ids are what an operator needs.
 * @param known what was sent with the request, taken out whatever its shape
 */
export function redact(text: string, known: readonly string[] = []): string {
  const without = known.reduce(
    (rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[redacted]')),
    text,
  );
  return without.replace(SECRETS, (match) => (isGuid(match) ? match : '[redacted]')).replace(CONTROL, ' ');
}
