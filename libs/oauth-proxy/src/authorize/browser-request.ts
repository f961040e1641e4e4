import { OAuthError } from '../oauth-error.js';
import { type Language, languageOf } from '../pages/language.js';

/** What an endpoint for browsers reads of a request. */
export interface BrowserRequest {
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Id under which the log has this request. */
  readonly reference: string;
}

/** A header that stands once. */
export function headerOf({ headers }: Pick<BrowserRequest, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The language of whoever sits at the browser. */
export function languageIn(request: BrowserRequest, wish?: string): Language {
  return languageOf(wish, headerOf(request, 'accept-language'));
}

/**
 * Tells whether a form was sent by one of our own pages: fetch metadata where the browser sends it, else `Origin`.
 * Without either the cookie of the page alone decides.
 */
export function isOwnForm(request: BrowserRequest, issuer: string): boolean {
  const site = headerOf(request, 'sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = headerOf(request, 'origin');
  return origin === undefined || origin === issuer;
}

/** The parameters of an error that goes to the client (RFC 6749 section 4.1.2.1, RFC 9207). */
export function errorParameters(
  error: OAuthError,
  issuer: string,
  state: string | undefined,
): Readonly<Record<string, string | undefined>> {
  return { error: error.code, error_description: error.message, state, iss: issuer };
}
