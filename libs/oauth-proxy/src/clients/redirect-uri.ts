/**
 * Redirect URIs: which are acceptable at all, and when the one of a request is a registered one.
 * Sources: RFC 6749 section 3.1.2, RFC 8252 sections 7 and 8, RFC 9700 section 2.1.
 * @module
 */

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Schemes that run something or open local content; refused even where somebody lists them. */
const DANGEROUS: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'http:',
  'https:',
  'javascript:',
  'mailto:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);
/** RFC 3986 characters; no `#`, `\`, blank, quote or control character. */
const PLAIN = /^[A-Za-z0-9\-._~:/?@!$&'()*+,;=%[\]]+$/;
/** Longest redirect URI, in characters. */
const LONGEST = 500;

/** True for a host that is this machine, in the three spellings of RFC 8252. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}

/**
 * Says what is wrong with a redirect URI, or nothing.
 * @param hosts accepted host names, schemes with their colon, `loopback`; empty: any https host, and loopback
 */
export function redirectFault(uri: unknown, hosts: readonly string[]): string | undefined {
  if (typeof uri !== 'string' || uri === '' || uri.length > LONGEST) {
    return `has to be a text of 1 to ${String(LONGEST)} characters`;
  }
  if (uri.includes('#')) return 'must not have a fragment';
  if (!PLAIN.test(uri) || !URL.canParse(uri)) return 'is not an absolute URI';
  const url = new URL(uri);
  // The parser forgives what it reads: upper case, other forms of addresses, dot segments. Browsers do so too.
  if (url.username !== '' || url.password !== '' || authorityOf(uri).includes('@')) {
    return 'must not carry user information';
  }
  if (authorityOf(uri).includes('*')) return 'must not hold a wildcard';
  if (url.protocol === 'https:' || url.protocol === 'http:') return webFault(url, hosts);
  if (DANGEROUS.has(url.protocol)) return 'has a scheme that is not accepted';
  return hosts.includes(url.protocol) ? undefined : 'has a scheme that is not on the list of this server';
}

function webFault(url: URL, hosts: readonly string[]): string | undefined {
  const loopback = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !loopback) return 'has to be https (http for localhost only)';
  if (hosts.length === 0 || hosts.includes(url.hostname)) return undefined;
  if (loopback && (hosts.includes('loopback') || hosts.includes(bare(url.hostname)))) return undefined;
  return 'names a host that is not on the list of this server';
}

/** The text between `//` and the path, as written. */
function authorityOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?]*)/i.exec(uri)?.[1] ?? '';
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/**
 * Tells whether a redirect URI is one of the registered ones: character by character, but for the port of http
 * loopback addresses (RFC 8252 section 7.3: the client listens on whatever port is free).
 */
export function isRegistered(registered: readonly string[], uri: string): boolean {
  return registered.some((known) => known === uri || sameLoopback(known, uri));
}

const HTTP_LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(\/.*|\?.*)?$/;

function sameLoopback(known: string, uri: string): boolean {
  const [a, b] = [HTTP_LOOPBACK.exec(known), HTTP_LOOPBACK.exec(uri)];
  return a !== null && b !== null && a[1] === b[1] && (a[2] ?? '') === (b[2] ?? '') && URL.canParse(uri);
}

/** Where an answer goes, in words for a person: host name, or scheme of an application. */
export function redirectTarget(uri: string): { readonly text: string; readonly loopback: boolean } {
  const url = new URL(uri);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return { text: web ? url.host : url.protocol.slice(0, -1), loopback: web && isLoopback(url.hostname) };
}
