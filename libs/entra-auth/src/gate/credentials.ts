import { AuthError } from '../errors/auth.error.js';

/** What is read of a request; Fastify's and Express's both fit. */
export interface BearerRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly rawHeaders?: readonly string[];
  readonly raw?: { readonly rawHeaders?: readonly string[] };
  readonly url?: string;
  readonly originalUrl?: string;
  readonly query?: unknown;
  readonly body?: unknown;
}

const BEARER = /^bearer(?![!#$%&'*+\-.^_`|~0-9a-z])/i;
const SECOND_BEARER = /,\s*bearer\s/i;
const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Reads the one bearer token of a request, from the `Authorization` header and nowhere else (RFC 6750 s2.1;
 * the body and query methods of s2.2 and s2.3 are not offered, but noticed).
 * @throws AuthError `no_credentials`, `scheme_unsupported`, `token_outside_header`, `header_repeated`,
 * `credentials_repeated`, `credentials_empty`, `credentials_malformed`
 */
export function readBearerToken(request: BearerRequest): string {
  refuseRepeatedHeader((request.raw ?? request).rawHeaders);
  const header = request.headers['authorization'];
  const elsewhere = hasTokenElsewhere(request);
  if (typeof header !== 'string' || header === '') {
    throw new AuthError(elsewhere ? 'token_outside_header' : 'no_credentials');
  }
  if (SECOND_BEARER.test(header)) throw new AuthError('credentials_repeated');
  if (!BEARER.test(header)) throw new AuthError(elsewhere ? 'token_outside_header' : 'scheme_unsupported');
  if (elsewhere) throw new AuthError('credentials_repeated');
  const token = header.slice(6).replace(/^ +/, '');
  if (token === '') throw new AuthError('credentials_empty');
  if (!header.startsWith(' ', 6) || !TOKEN68.test(token)) throw new AuthError('credentials_malformed');
  return token;
}

/** Path of a request without its query. */
export function pathOf(request: BearerRequest): string {
  const url = request.originalUrl ?? request.url ?? '/';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** Node keeps the first of several Authorization headers and drops the rest: only the raw list shows it. */
function refuseRepeatedHeader(rawHeaders: readonly string[] | undefined): void {
  if (rawHeaders === undefined) return;
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') count += 1;
  }
  if (count > 1) throw new AuthError('header_repeated');
}

function hasTokenElsewhere(request: BearerRequest): boolean {
  const url = request.originalUrl ?? request.url ?? '';
  const query = url.indexOf('?');
  if (query >= 0 && new URLSearchParams(url.slice(query + 1)).has('access_token')) return true;
  const { body } = request;
  if (typeof body !== 'object' || body === null || !('access_token' in body)) return false;
  // RFC 6750 s2.2 knows form bodies only; a JSON member of that name is the application's own business.
  return String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded');
}
