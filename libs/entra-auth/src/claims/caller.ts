import { type Agent, agentOf } from './agent.js';
import { type Claims, clientOf, isAppOnly, isGuest, list, scopesOf, text } from './claims.js';

/**
 * Who calls, as validated. Frozen throughout, and shared between the requests that carry the same token.
 *
 * @example
 * @Get('me') me(@CurrentUser() { name, oid }: Caller) { return { name, oid }; }
 */
export interface Caller {
  /** Object id of the user or service principal, unique within `tid`. Key data by `tid` + `oid`. */
  readonly oid: string;
  readonly tid: string;
  readonly sub: string;
  readonly name?: string;
  /** For display only: never authorise on it. */
  readonly upn?: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** `azp` (v2) or `appid` (v1). */
  readonly clientAppId: string;
  readonly tokenVersion: '1.0' | '2.0';
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  readonly appOnly: boolean;
  /** The agent that acts: for the person that `oid` names, or (`appOnly`) for itself. */
  readonly agent?: Agent;
  readonly guest: boolean;
  /** Client capabilities (`xms_cc`), lower-cased; `cp1` = understands claims challenges. */
  readonly capabilities: readonly string[];
  /** Conditional Access authentication contexts that were satisfied (`acrs`). */
  readonly authContexts: readonly string[];
  /** The validated payload. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The token itself: not enumerable, so it is never serialised or logged by accident. */
  readonly token: string;
  /** Every check that the token passed at the gate, in order, and what it found. Not enumerable either. */
  checks(): readonly CheckResult[];
}

/** One check of a token, as it was passed. */
export interface CheckResult {
  readonly check: string;
  readonly passed: boolean;
  /** What was found in the token, in words for its owner. */
  readonly found: string;
}

/**
 * Reads a {@link Caller} out of claims that were validated before. All of it is frozen: callers are remembered, and
 * what one request's handler did to a list must not become another request's role.
 */
export function callerOf(claims: Claims, token: string, checks: Caller['checks']): Caller {
  const name = text(claims['name']);
  const upn = text(claims['upn']) ?? text(claims['preferred_username']);
  const agent = agentOf(claims);
  const caller: Caller = {
    oid: text(claims['oid']) ?? '',
    tid: text(claims['tid']) ?? '',
    sub: text(claims['sub']) ?? '',
    ...(name === undefined ? {} : { name }),
    ...(upn === undefined ? {} : { upn }),
    scopes: scopesOf(claims),
    roles: list(claims['roles']),
    clientAppId: clientOf(claims) ?? '',
    tokenVersion: claims['ver'] === '1.0' ? '1.0' : '2.0',
    expiresAt: Number(claims['exp']),
    appOnly: isAppOnly(claims),
    ...(agent === undefined ? {} : { agent }),
    guest: isGuest(claims),
    capabilities: list(claims['xms_cc']).map((capability) => capability.toLowerCase()),
    authContexts: list(claims['acrs']),
    claims,
    token,
    checks,
  };
  Object.defineProperties(caller, { token: { enumerable: false }, checks: { enumerable: false } });
  return frozen(caller);
}

function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) frozen(member as object);
  }
  return Object.freeze(value);
}
