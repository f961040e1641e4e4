/**
 * Redirect URIs: exact match with a registered one, but for the port of loopback addresses.
 * Source: RFC 8252 section 7.3 and https://learn.microsoft.com/entra/identity-platform/reply-url
 */
import type { Registration } from '../registration.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the client registered this redirect URI. */
export function isRegistered(client: Registration, uri: string): boolean {
  const wanted = comparable(uri);
  return wanted !== undefined && (client.redirectUris ?? []).some((known) => comparable(known) === wanted);
}

/** The URI as it is compared, fragment and user name included: loopback addresses lose their port. */
function comparable(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const url = new URL(uri);
  if (url.protocol === 'http:' && LOOPBACK.has(url.hostname)) url.port = '';
  return url.href;
}
