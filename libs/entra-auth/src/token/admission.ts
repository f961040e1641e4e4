import { AuthError } from '../answers/auth.error.js';
import type { AuthPolicy } from '../policy/auth.policy.js';
import type { Caller } from './caller.js';

/** @throws AuthError `client_not_allowed`, `guest_not_allowed`: the token is good, but its bearer may not come in */
export function checkAdmission(caller: Caller, policy: AuthPolicy): void {
  const apps = policy.allowedClientApps;
  if (apps.size > 0 && !apps.has(caller.clientAppId)) throw new AuthError('client_not_allowed');
  if (caller.guest && !policy.allowGuests) throw new AuthError('guest_not_allowed');
}
