/** The answer to an authorization request, carried as the client asked (OAuth 2.0 response modes). */
import { type AadstsError, describe, type TraceIds } from '../aadsts.js';
import { formPostPage } from '../pages/form-post.page.js';
import type { ReturnAddress } from './authorize-request.js';

/** Sends parameters to the redirect URI. */
export function sendToClient(
  address: ReturnAddress,
  parameters: Readonly<Record<string, string | undefined>>,
): Response {
  const entries = Object.entries({ ...parameters, state: address.state });
  const answer = new URLSearchParams(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  if (address.responseMode === 'form_post') return formPostPage(address.redirectUri, answer);
  const target = new URL(address.redirectUri);
  if (address.responseMode === 'fragment') target.hash = answer.toString();
  else for (const [name, value] of answer) target.searchParams.append(name, value);
  return new Response(null, { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } });
}

/** Sends an error to the redirect URI. */
export function sendError(
  address: ReturnAddress,
  error: AadstsError,
  ids: TraceIds,
  errorUri: string,
): Response {
  return sendToClient(address, {
    error: oauthError(error),
    error_description: describe(error, ids),
    error_uri: `${errorUri}?code=${error.aadsts}`,
    suberror: error.suberror,
    claims: error.detail.claims,
  });
}

/** OAuth error of a code, as the authorization endpoint words it (OpenID Connect Core 3.1.2.6). */
function oauthError(error: AadstsError): string {
  if (error.suberror === 'consent_required')
    return error.aadsts === 65004 ? 'access_denied' : 'consent_required';
  return error.error === 'invalid_grant' ? 'invalid_request' : error.error;
}
