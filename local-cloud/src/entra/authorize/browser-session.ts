/** The browser's session with the local Entra: a cookie, and what it stands for. */
import type { DemoUser } from '../../demo.js';
import type { Entra } from '../entra.js';
import type { Authentication } from '../sessions.js';

/** Id of the session the browser presents. */
export function sessionId(entra: Entra, request: Request): string | undefined {
  const prefix = `${cookieName(entra)}=`;
  const cookies = (request.headers.get('cookie') ?? '').split(/; */);
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
}

/** Who is signed in, in this browser. */
export function currentSession(entra: Entra, request: Request): Authentication | undefined {
  return entra.sessions.browsers.get(sessionId(entra, request));
}

/** What it stands for that a person has just given their password. */
export function byPassword(entra: Entra, user: DemoUser): Authentication {
  return { user, amr: ['pwd'], acrs: [], generation: entra.accounts.generation(user) };
}

/** Begins a session and returns its `Set-Cookie` value. */
export function beginSession(entra: Entra, authentication: Authentication): string {
  const id = entra.sessions.browsers.add(authentication);
  return `${cookieName(entra)}=${id}; Path=/; HttpOnly; SameSite=Lax`;
}

/** Ends the session and returns the `Set-Cookie` value that forgets it. */
export function endSession(entra: Entra, request: Request): string {
  const id = sessionId(entra, request);
  if (id) entra.sessions.browsers.delete(id);
  return `${cookieName(entra)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
}

/** Cookies ignore ports, and several clouds may run on one machine: each has its own cookie name. */
function cookieName(entra: Entra): string {
  return `local-cloud-session-${new URL(entra.url).port || '80'}`;
}
