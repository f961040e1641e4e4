import { hash } from 'node:crypto';
import type { UserAssertion } from './exchange.types.js';

/**
 * Names a cached token: tenant, object id, SHA-256 of the assertion, client, scopes and claims. Two sessions of
 * one user have two assertions and so never share an entry. Members are told apart by a character none can hold.
 */
export function cacheKey(
  user: UserAssertion,
  clientId: string,
  scopes: readonly string[],
  claims: string | undefined,
): string {
  const assertion = hash('sha256', user.token, 'base64url');
  return [user.tid, user.oid, assertion, clientId, scopes.join(' '), claims ?? ''].join('\n');
}

/** Names a user across sessions and resources: tenant and object id. */
export function userKey(user: UserAssertion): string {
  return `${user.tid}\n${user.oid}`;
}
