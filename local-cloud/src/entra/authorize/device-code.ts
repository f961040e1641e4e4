/**
 * The device authorization grant (RFC 8628): `POST /{tenant}/oauth2/v2.0/devicecode`, the page where the code is typed,
 * and what the sign-in on that page leads back to.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
import { randomInt } from 'node:crypto';
import type { Handler } from '../../handler.js';
import { AadstsError, errorResponse, traceIds } from '../aadsts.js';
import { readClaimsRequest } from '../claims-request.js';
import type { Entra } from '../entra.js';
import { deviceDonePage, devicePage } from '../pages/device.page.js';
import { readScopes } from '../scopes.js';
import type { DeviceGrant } from '../sessions.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { currentSession } from './browser-session.js';
import { type Flows, proceed, showError } from './endpoint.js';

const START = /^\/([^/]+)\/oauth2\/(?:v2\.0\/)?devicecode$/;
const PAGE = '/common/oauth2/deviceauth';
const DONE = `${PAGE}/done`;
const LIFETIME_SECONDS = 900;
/** Entra says 5; on this machine nobody needs to wait. */
const INTERVAL_SECONDS = 1;
/** No vowels and nothing that looks like another character. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789';

/** The endpoint and its pages as a handler. */
export function createDeviceCode(entra: Entra, flows: Flows): Handler {
  return async (request) => {
    const url = new URL(request.url);
    const segment = START.exec(url.pathname)?.[1];
    try {
      if (segment && request.method === 'POST') return await start(entra, request, segment);
      if (url.pathname === DONE) return done(entra, url);
      if (url.pathname !== PAGE) return undefined;
      if (request.method !== 'POST') return devicePage(url.searchParams.get('user_code') ?? '');
      return begin(entra, flows, request, new URLSearchParams(await request.text()));
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      if (!segment) return showError(entra, error);
      return errorResponse(error, traceIds(entra.context.now()), `${entra.url}/error`);
    }
  };
}

async function start(entra: Entra, request: Request, segment: string): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const client = entra.directory.client(form.get('client_id') ?? '');
  if (client.blueprint !== undefined) throw new AadstsError(82014);
  const scope = form.get('scope') ?? '';
  readScopes(entra.directory, scope, 'first');
  const userCode = Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const device_code = entra.sessions.deviceCodes.add({
    userCode,
    scope,
    clientId: client.appId,
    tenantId: entra.directory.tenant(segment).id,
  });
  const page = `${entra.url}${PAGE}`;
  return Response.json({
    user_code: userCode,
    device_code,
    verification_uri: page,
    expires_in: LIFETIME_SECONDS,
    interval: INTERVAL_SECONDS,
    message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
  });
}

/** The typed code begins a sign-in that leads back to this cloud. */
function begin(entra: Entra, flows: Flows, request: Request, form: URLSearchParams): Response {
  const typed = (form.get('user_code') ?? '').trim().toUpperCase();
  const found = entra.sessions.deviceCodes.find(({ userCode }) => userCode === typed);
  if (!found || found.value.outcome !== undefined) return devicePage(typed, true);
  const { clientId, scope, tenantId } = found.value;
  const claims = readClaimsRequest(undefined);
  if (!claims) throw new AadstsError(90023);
  const asked: AuthorizeRequest = {
    client: entra.directory.client(clientId),
    redirectUri: `${entra.url}${DONE}`,
    responseMode: 'query',
    state: found.id,
    segment: tenantId,
    tenant: entra.directory.tenant(tenantId),
    scope,
    scopes: readScopes(entra.directory, scope, 'first'),
    claims,
    wantsClientInfo: false,
  };
  return proceed(
    entra,
    flows,
    { request: asked, signedIn: false, consented: false },
    currentSession(entra, request),
  );
}

/** The answer of that sign-in: a code of this cloud for itself, or an error. */
function done(entra: Entra, url: URL): Response {
  const id = url.searchParams.get('state') ?? '';
  const grant = entra.sessions.deviceCodes.get(id);
  if (!grant) throw new AadstsError(70019);
  const code = url.searchParams.get('code') ?? '';
  const signedIn = entra.sessions.codes.get(code);
  const own = signedIn?.clientId === grant.clientId && signedIn.redirectUri === `${entra.url}${DONE}`;
  entra.sessions.codes.delete(code);
  const outcome: DeviceGrant['outcome'] = own ? signedIn.authentication : 'declined';
  entra.sessions.deviceCodes.replace(id, { ...grant, outcome });
  return deviceDonePage(own);
}
