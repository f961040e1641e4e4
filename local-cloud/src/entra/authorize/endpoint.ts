/**
 * `GET|POST /{tenant}/oauth2/v2.0/authorize` (and the v1 path), and `/reprocess`, where a half-done request
 * goes on.
 */
import type { DemoUser } from '../../demo.js';
import type { Handler } from '../../handler.js';
import { AadstsError, traceIds } from '../aadsts.js';
import { policyChallenge } from '../claims-request.js';
import type { Entra } from '../entra.js';
import { adminConsentPage } from '../pages/admin-consent.page.js';
import { consentPage } from '../pages/consent.page.js';
import { errorPage } from '../pages/error.page.js';
import { mfaPage } from '../pages/mfa.page.js';
import { signInPage } from '../pages/sign-in.page.js';
import type { Authentication, TicketStore } from '../sessions.js';
import { sendError, sendToClient } from './authorize-answer.js';
import { type AuthorizeRequest, readAuthorizeRequest, readReturnAddress } from './authorize-request.js';
import { beginSession, byPassword, currentSession } from './browser-session.js';
import { type Flow, nextStep, type Step } from './next-step.js';

const AUTHORIZE = /^\/([^/]+)\/oauth2\/(?:v2\.0\/)?authorize$/;
const REPROCESS = /^\/[^/]+\/reprocess$/;

/** Half-done requests, by the id that pages carry in a hidden field. */
export type Flows = TicketStore<Flow>;

/** The error page, for everything that must not be sent to a redirect URI. */
export function showError(entra: Entra, error: AadstsError): Response {
  return errorPage(error, idsOf(entra, null));
}

/** Shows the page of the next step, or sends the answer. */
export function proceed(
  entra: Entra,
  flows: Flows,
  flow: Flow,
  session: Authentication | undefined,
  id?: string,
): Response {
  const { request } = flow;
  const step = nextStep(entra, flow, session);
  if (step.name === 'done') {
    if (id) flows.delete(id);
    return finish(entra, request, step.authentication);
  }
  const ids = idsOf(entra, null);
  if (step.name === 'blocked') return sendError(request, new AadstsError(53003), ids, `${entra.url}/error`);
  if (request.prompt === 'none') {
    return sendError(request, silentError(entra, request, step), ids, `${entra.url}/error`);
  }
  const flowId = id ?? flows.add(flow);
  if (step.name === 'sign-in') return signInPage(request, flowId);
  if (step.name === 'mfa') return mfaPage(request, flowId, step.authentication.user);
  const { user } = step.authentication;
  if (step.name === 'admin-consent') return adminConsentPage(request, flowId, user);
  return consentPage(entra, request, flowId, user);
}

/** The endpoint as a handler. */
export function createAuthorize(entra: Entra, flows: Flows): Handler {
  return async (request) => {
    const url = new URL(request.url);
    const segment = AUTHORIZE.exec(url.pathname)?.[1];
    try {
      if (segment) return await begin(entra, flows, request, segment);
      if (!REPROCESS.test(url.pathname)) return undefined;
      const id = url.searchParams.get('ctx') ?? '';
      const flow = flows.get(id);
      if (!flow)
        throw new AadstsError(90100, {
          text: 'This sign-in has ended. Go back to the application and start again.',
        });
      return proceed(entra, flows, flow, currentSession(entra, request), id);
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      return showError(entra, error);
    }
  };
}

function idsOf(entra: Entra, clientRequestId: string | null) {
  return traceIds(entra.context.now(), clientRequestId);
}

/** Code, session_state and client_info, sent to the client. */
function finish(entra: Entra, request: AuthorizeRequest, authentication: Authentication): Response {
  const code = entra.sessions.codes.add({
    authentication,
    tenantId: request.tenant.id,
    clientId: request.client.appId,
    redirectUri: request.redirectUri,
    scope: request.scope,
    codeChallenge: request.codeChallenge,
    nonce: request.nonce,
    claims: request.claimsText,
  });
  const { user } = authentication;
  const info = { uid: user.oid, utid: user.homeTenantId };
  return sendToClient(request, {
    code,
    client_info: request.wantsClientInfo
      ? Buffer.from(JSON.stringify(info)).toString('base64url')
      : undefined,
    session_state: user.oid,
  });
}

/** `prompt=none`: whatever would need a page is an error. */
function silentError(entra: Entra, request: AuthorizeRequest, step: Step): AadstsError {
  if (step.name === 'mfa') {
    const policy = entra.accounts.policyFor(step.authentication.user, request.scopes.resource);
    return new AadstsError(50076, { claims: policy ? policyChallenge(policy.id) : request.claimsText });
  }
  return new AadstsError(step.name === 'consent' ? 65001 : 50058);
}

async function begin(entra: Entra, flows: Flows, request: Request, segment: string): Promise<Response> {
  const query = await parameters(request);
  entra.directory.tenant(segment);
  const address = readReturnAddress(entra, query);
  try {
    const asked = readAuthorizeRequest(entra, segment, query, address);
    const user = entra.directory.user({ key: query.get('demo_user') ?? '' });
    if (user) return asPerson(entra, flows, asked, user);
    return proceed(
      entra,
      flows,
      { request: asked, signedIn: false, consented: false },
      currentSession(entra, request),
    );
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error;
    return sendError(address, error, idsOf(entra, query.get('client-request-id')), `${entra.url}/error`);
  }
}

/**
 * `demo_user`, which Entra does not know, stands for the click on that person's button. With `prompt=none` the
 * browser's own session stays as it is, as a browser may be signed in with several accounts.
 */
function asPerson(entra: Entra, flows: Flows, request: AuthorizeRequest, user: DemoUser): Response {
  entra.directory.admit(user, request.tenant);
  const authentication = byPassword(entra, user);
  const response = proceed(entra, flows, { request, signedIn: true, consented: false }, authentication);
  if (request.prompt !== 'none') response.headers.append('set-cookie', beginSession(entra, authentication));
  return response;
}

async function parameters(request: Request): Promise<URLSearchParams> {
  const query =
    request.method === 'POST' ? new URLSearchParams(await request.text()) : new URL(request.url).searchParams;
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) throw new AadstsError(9002313);
  return query;
}
