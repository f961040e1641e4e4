/** `/{tenant}/oauth2/v2.0/logout` (OpenID Connect RP-Initiated Logout): ends the browser's session. */
import type { Handler } from '../../handler.js';
import type { Entra } from '../entra.js';
import { signedOutPage } from '../pages/signed-out.page.js';
import { endSession } from './browser-session.js';
import { isRegistered } from './redirect-uri.js';

const LOGOUT = /^\/[^/]+\/oauth2\/(?:v2\.0\/)?logout$/;

/** Logout as a handler. */
export function createLogout(entra: Entra): Handler {
  return async (request) => {
    const url = new URL(request.url);
    if (!LOGOUT.test(url.pathname)) return undefined;
    const query = request.method === 'POST' ? new URLSearchParams(await request.text()) : url.searchParams;
    const cookie = endSession(entra, request);
    const target = returnTarget(entra, query);
    const response = target
      ? new Response(null, { status: 302, headers: { location: target } })
      : signedOutPage();
    response.headers.append('set-cookie', cookie);
    response.headers.set('cache-control', 'no-store');
    return response;
  };
}

/** Where to go afterwards: only to an address that some client registered, `state` echoed. */
function returnTarget(entra: Entra, query: URLSearchParams): string | undefined {
  const wanted = query.get('post_logout_redirect_uri');
  if (!wanted || !URL.canParse(wanted)) return undefined;
  const target = new URL(wanted);
  const state = target.searchParams.get('state') ?? query.get('state');
  target.searchParams.delete('state');
  if (!entra.directory.registrations.some((client) => isRegistered(client, target.href))) return undefined;
  if (state) target.searchParams.set('state', state);
  return target.href;
}
