/** What must happen next in an authorization request: sign in, step up, consent, or nothing any more. */
import { asksForMfa } from '../claims-request.js';
import type { Entra } from '../entra.js';
import { GRAPH_APP_ID } from '../registration.js';
import type { Authentication } from '../sessions.js';
import type { AuthorizeRequest } from './authorize-request.js';

/** A half-done request: what was asked, and what the person has done about it so far. */
export interface Flow {
  readonly request: AuthorizeRequest;
  readonly signedIn: boolean;
  readonly consented: boolean;
}

/** The step, with the person where one is known. */
export type Step =
  | { readonly name: 'sign-in' }
  | {
      readonly name: 'mfa' | 'consent' | 'admin-consent' | 'blocked' | 'done';
      readonly authentication: Authentication;
    };

/** Decides from the request, the flow so far and the browser's session. */
export function nextStep(entra: Entra, flow: Flow, session: Authentication | undefined): Step {
  if (!session || mustSignIn(entra, flow, session)) return { name: 'sign-in' };
  const authentication = session;
  const policy = entra.accounts.policyFor(session.user, flow.request.scopes.resource);
  if (policy?.control === 'block') return { name: 'blocked', authentication };
  if (mustStepUp(entra, flow.request, session)) return { name: 'mfa', authentication };
  if (mustConsent(entra, flow, session)) {
    const name = needsAdmin(flow.request) && !session.user.admin ? 'admin-consent' : 'consent';
    return { name, authentication };
  }
  return { name: 'done', authentication };
}

/** Whether only an administrator may give the consent that the request asks for. */
export function needsAdmin({ client, prompt, scopes }: AuthorizeRequest): boolean {
  if (prompt === 'consent' && client.adminConsentPrompt) return true;
  return scopes.resource.appId === GRAPH_APP_ID && scopes.permissions.some((name) => name.endsWith('.All'));
}

/** Whether consent means everything the client, and the APIs that know it, are registered for. */
export function asksForEverything({ prompt, scopes }: AuthorizeRequest): boolean {
  return prompt === 'consent' || scopes.everything;
}

/** Everyone but a person who is signed in, still trusted, and the one the request is about, must sign in. */
function mustSignIn(entra: Entra, flow: Flow, session: Authentication): boolean {
  const { request } = flow;
  if (entra.accounts.isRevoked(session.user, session.generation)) return true;
  if (flow.signedIn) return false;
  if (request.prompt === 'login' || request.prompt === 'select_account') return true;
  const hinted = request.loginHint ? entra.directory.user({ upn: request.loginHint }) : undefined;
  return hinted !== undefined && hinted.key !== session.user.key;
}

function mustStepUp(entra: Entra, request: AuthorizeRequest, session: Authentication): boolean {
  const strong = session.amr.includes('mfa');
  if (!strong && entra.accounts.policyFor(session.user, request.scopes.resource)?.control === 'mfa')
    return true;
  if (!asksForMfa(request.claims)) return false;
  return !strong || !request.claims.authContexts.every((context) => session.acrs.includes(context));
}

function mustConsent(entra: Entra, flow: Flow, session: Authentication): boolean {
  const { client, prompt, scopes } = flow.request;
  if (flow.consented) return false;
  if (prompt === 'consent') return true;
  if (scopes.everything && entra.accounts.lacksConsent(session.user, client)) return true;
  const granted = entra.accounts.scopesFor(session.user, client, scopes.resource);
  return scopes.permissions.some(
    (permission) => scopes.resource.scopes.includes(permission) && !granted.includes(permission),
  );
}
