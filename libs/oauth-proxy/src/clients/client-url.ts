/** Longest URL of a client document, in characters. */
const LONGEST = 500;
const PLAIN = /^https:\/\/[a-z0-9.-]*[a-z0-9](?::\d{1,5})?\/[A-Za-z0-9\-._~!$&'()*+,;=:@/%?]*$/;

/**
 * Says what is wrong with the URL of a metadata document or key set, or nothing. The text itself is judged, since a
 * parser first repairs what it then shows: dot segments, upper case, other forms of addresses.
 * Source: draft-ietf-oauth-client-id-metadata-document, section 3.
 */
export function clientUrlFault(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > LONGEST) return 'has to be a short https URL';
  if (!url.startsWith('https://')) return 'has to be an https URL';
  if (!PLAIN.test(url) || !URL.canParse(url)) return 'has to be an https URL in its plain form';
  const parsed = new URL(url);
  if (parsed.href !== url || parsed.username !== '' || parsed.password !== '') {
    return 'has to be an https URL in its plain form';
  }
  if (parsed.hostname === 'localhost') return 'has to name a host of the internet';
  if (parsed.pathname === '/') return 'has to have a path';
  if (/%2e|%2f|%5c/i.test(parsed.pathname)) return 'must not hold encoded dots or slashes';
  return undefined;
}
