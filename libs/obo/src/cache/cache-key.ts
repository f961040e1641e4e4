import { hash } from 'node:crypto';
import type { UserAssertion } from '../exchange.types.js';

/** The part of the key that is the caller's, worked out once for each caller object. */
interface CallerPart {
  readonly token: string;
  readonly tid: string;
  readonly oid: string;
  readonly text: string;
}

const known = new WeakMap<UserAssertion, CallerPart>();

/**
 * Names a cached token: tenant, object id, SHA-256 of the assertion, client, scopes and claims. Two sessions of
 * one user have two assertions and so never share an entry. Members are separated by a character none can hold.
 */
export function cacheKey(user: UserAssertion, clientId: string, scopes: string, claims = ''): string {
  return `${callerKey(user)}\n${clientId}\n${scopes}\n${claims}`;
}

/** Names a user across sessions and resources: tenant and object id. */
export function userKey(user: Pick<UserAssertion, 'tid' | 'oid'>): string {
  return `${user.tid}\n${user.oid}`;
}

/** A guard that validates a token once hands out the same caller object again: its hash is not made again. */
function callerKey(user: UserAssertion): string {
  const { token, tid, oid } = user;
  const part = known.get(user);
  if (part !== undefined && part.token === token && part.tid === tid && part.oid === oid) return part.text;
  const text = [tid, oid, hash('sha256', token, 'base64url')].join('\n');
  known.set(user, { token, tid, oid, text });
  return text;
}
