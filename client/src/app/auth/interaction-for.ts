import type { RunInterrupt } from '#libs/contract';

import type { Interaction } from './session.js';

/**
 * What to ask the authority for, so that an interrupted run can go on.
 *
 * A missing consent downstream is given through our own API: asking for `<api>/.default` with `prompt=consent` shows
 * one page with all that the API needs, because this client is one of its known client applications. A scope of our
 * own API is asked for by its name.
 */
export function interactionFor(interrupt: RunInterrupt, apiScope: string): Interaction {
  const { claims, scopes } = interrupt.metadata;
  if (isSessionEnd(interrupt)) {
    return { scopes: [apiScope], prompt: 'login', ...(typeof claims === 'string' ? { claims } : {}) };
  }
  if (interrupt.reason === 'auth_claims' && typeof claims === 'string') return { scopes: [apiScope], claims };

  const api = apiScope.slice(0, apiScope.lastIndexOf('/'));
  const asked = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
  const own = asked.map((scope) => ownScope(scope, api, interrupt.metadata['resource']));
  if (own.length > 0 && own.every((scope) => scope !== undefined)) {
    return { scopes: [...new Set([apiScope, ...own])], prompt: 'consent' };
  }
  return { scopes: [`${api}/.default`], prompt: 'consent' };
}

/**
 * True where nothing more is asked for than to sign in again: the session is dead, or was revoked, which continuous
 * access evaluation puts as a claims request for a newer `nbf`.
 */
export function isSessionEnd({ reason, metadata }: RunInterrupt): boolean {
  if (reason !== 'auth_claims') return false;
  const { code, claims } = metadata;
  return code === 'invalid_token' || (typeof claims === 'string' && /"nbf"\s*:/.test(claims));
}

/** The scope in full where it is one of our API: said so itself, or by a resource that is our API. */
function ownScope(scope: string, api: string, resource: unknown): string | undefined {
  if (scope.startsWith(`${api}/`)) return scope;
  return resource === api && !scope.includes('/') ? `${api}/${scope}` : undefined;
}
