/** What the pages post: who signs in, whether they approve, whether they consent. */
import { DEMO_PASSWORD, type DemoUser } from '../../demo.js';
import type { Handler } from '../../handler.js';
import { AadstsError, traceIds } from '../aadsts.js';
import type { Entra } from '../entra.js';
import { signInPage } from '../pages/sign-in.page.js';
import { sendError } from './authorize-answer.js';
import { beginSession, byPassword, currentSession } from './browser-session.js';
import { type Flows, showError } from './endpoint.js';
import { asksForEverything, type Flow, needsAdmin } from './next-step.js';

const FORM = /^\/([^/]+)\/(login|consent|mfa)$/;

/** One posted form and the flow it belongs to. */
interface Posted {
  readonly id: string;
  readonly flow: Flow;
  readonly form: URLSearchParams;
  readonly request: Request;
}

const ACTIONS = { login, mfa, consent } as const;

/** The forms as a handler. The unguessable flow id is what protects them from other sites. */
export function createForms(entra: Entra, flows: Flows): Handler {
  return async (request) => {
    const name = FORM.exec(new URL(request.url).pathname)?.[2];
    if (request.method !== 'POST' || !name) return undefined;
    try {
      const form = new URLSearchParams(await request.text());
      const id = form.get('ctx') ?? '';
      const flow = flows.get(id);
      if (!flow)
        throw new AadstsError(90100, {
          text: 'This sign-in has ended. Go back to the application and start again.',
        });
      return ACTIONS[name as keyof typeof ACTIONS](entra, flows, { id, flow, form, request });
    } catch (error) {
      if (!(error instanceof AadstsError)) throw error;
      return showError(entra, error);
    }
  };
}

function login(entra: Entra, flows: Flows, posted: Posted): Response {
  const { flow, form, id } = posted;
  const user = identify(entra, form);
  if (!user) return signInPage(flow.request, id, { refused: true, username: form.get('username') ?? '' });
  entra.requireEnabled(user);
  entra.directory.admit(user, flow.request.tenant);
  flows.replace(id, { ...flow, signedIn: true });
  return goOn(posted, beginSession(entra, byPassword(entra, user)));
}

/** The person behind a demo button, or behind name and password; the same answer for both kinds of wrong. */
function identify(entra: Entra, form: URLSearchParams): DemoUser | undefined {
  const key = form.get('user');
  if (key) return entra.directory.user({ key });
  const user = entra.directory.user({ upn: form.get('username')?.trim() ?? '' });
  return user && form.get('password') === DEMO_PASSWORD ? user : undefined;
}

function goOn(posted: Posted, cookie?: string): Response {
  const headers = new Headers({
    location: `/${posted.flow.request.segment}/reprocess?ctx=${posted.id}`,
    'cache-control': 'no-store',
  });
  if (cookie) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function mfa(entra: Entra, flows: Flows, posted: Posted): Response {
  const session = currentSession(entra, posted.request);
  if (posted.form.get('answer') !== 'approve') return cancel(entra, flows, posted, new AadstsError(500121));
  if (!session) return goOn(posted);
  const acrs = [...new Set([...session.acrs, ...posted.flow.request.claims.authContexts])];
  return goOn(posted, beginSession(entra, { ...session, amr: ['pwd', 'mfa'], acrs }));
}

function cancel(entra: Entra, flows: Flows, posted: Posted, error: AadstsError): Response {
  flows.delete(posted.id);
  return sendError(posted.flow.request, error, traceIds(entra.context.now()), `${entra.url}/error`);
}

function consent(entra: Entra, flows: Flows, posted: Posted): Response {
  const session = currentSession(entra, posted.request);
  if (posted.form.get('answer') !== 'accept') return cancel(entra, flows, posted, new AadstsError(65004));
  if (!session) return goOn(posted);
  const { client, scopes } = posted.flow.request;
  if (needsAdmin(posted.flow.request) && !session.user.admin) {
    return cancel(entra, flows, posted, new AadstsError(90094));
  }
  if (asksForEverything(posted.flow.request)) entra.accounts.grantAll(session.user, client);
  else entra.accounts.grant(session.user, client, scopes.resource, scopes.permissions);
  flows.replace(posted.id, { ...posted.flow, consented: true });
  return goOn(posted);
}
