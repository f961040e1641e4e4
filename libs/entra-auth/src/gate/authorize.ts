import { AuthError } from '../errors/auth.error.js';
import { isNamed } from '../claims/agent.js';
import { authContextClaims } from '../challenges/bearer-challenge.js';
import type { Caller } from '../claims/caller.js';
import type { RouteNeeds } from './route-needs.js';

/**
 * Decides whether a caller may use a route. Scopes and roles are compared to the letter.
 * @throws AuthError `scope_missing`, `role_missing`, `user_required`, `app_only_token`, `agent_not_allowed`,
 * `group_missing`, `groups_unknown`, `insufficient_claims`, `step_up_required`
 */
export function authorize(caller: Caller, needs: RouteNeeds, requiredScope: string): void {
  const scopes = needs.scopes ?? [requiredScope];
  if (caller.agent !== undefined && needs.agents !== undefined && !isNamed(caller.agent, needs.agents)) {
    throw new AuthError('agent_not_allowed');
  }
  if (caller.appOnly) authorizeApp(caller, needs, scopes);
  else authorizeUser(caller, needs, scopes);
  if (needs.groups.length > 0) authorizeGroups(caller, needs.groups, scopes);
  const missing = needs.authContexts.find((id) => !caller.authContexts.includes(id));
  if (missing !== undefined) {
    const failure = caller.capabilities.includes('cp1') ? 'insufficient_claims' : 'step_up_required';
    throw new AuthError(failure, { claims: authContextClaims(missing) });
  }
}

function authorizeApp(caller: Caller, needs: RouteNeeds, scopes: readonly string[]): void {
  if (needs.userOnly) throw new AuthError('app_only_token', { scopes });
  const isAgent = caller.agent !== undefined;
  const byRole = needs.roles.length > 0 && (needs.scopesOrRoles || needs.scopes === undefined);
  if (!byRole && !(isAgent && needs.agents !== undefined)) {
    throw new AuthError(isAgent ? 'app_only_token' : 'user_required', { scopes });
  }
  if (!hasAll(caller.roles, needs.roles)) throw new AuthError('role_missing', { scopes });
}

function authorizeUser(caller: Caller, needs: RouteNeeds, scopes: readonly string[]): void {
  if (!hasAll(caller.scopes, scopes)) throw new AuthError('scope_missing', { scopes });
  if (!needs.scopesOrRoles && !hasAll(caller.roles, needs.roles)) {
    throw new AuthError('role_missing', { scopes });
  }
}

/** With overage Entra leaves groups out and points at Graph: what is not listed is then unknown, not absent. */
function authorizeGroups(caller: Caller, wanted: readonly string[], scopes: readonly string[]): void {
  const groups = caller.claims['groups'];
  const listed: readonly unknown[] = Array.isArray(groups) ? groups : [];
  if (wanted.some((id) => listed.includes(id))) return;
  throw new AuthError(hasGroupOverage(caller) ? 'groups_unknown' : 'group_missing', { scopes });
}

/**
 * True where the token does not list the caller's groups but points at them (group overage).
 *
 * @example
 * if (hasGroupOverage(caller)) groups = await graph.memberOf(caller);
 */
export function hasGroupOverage(caller: Caller): boolean {
  const names = caller.claims['_claim_names'];
  return (
    caller.claims['hasgroups'] === true || (typeof names === 'object' && names !== null && 'groups' in names)
  );
}

function hasAll(present: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((item) => present.includes(item));
}
