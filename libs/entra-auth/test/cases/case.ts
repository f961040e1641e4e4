import type { AuthFailure } from '../../src/index.js';
import type { SigningKey, TestAuthority } from '../authority.js';
import { type Changes, signRaw, signToken, v1Claims, v2Claims } from '../tokens.js';

/** What happens to a caller: `accepted`, or exactly one failure of the table. */
export type Outcome = 'accepted' | AuthFailure;

/** Which app is asked: `strict` has an allow-list of clients, no guests and no v1 tokens. */
export type CaseApp = 'default' | 'strict';

/** One hostile or edge token. */
export interface TokenCase {
  readonly name: string;
  readonly outcome: Outcome;
  readonly app?: CaseApp;
  make(forge: Forge): string;
}

/** Makes tokens of the test authority, good ones and bad ones. */
export class Forge {
  constructor(
    readonly authority: TestAuthority,
    /** Published; signs good tokens. */
    readonly key: SigningKey,
    /** Never published. */
    readonly stranger: SigningKey,
    /** Published, but named for another issuer. */
    readonly foreign: SigningKey,
    /** The app's clock, in seconds since the epoch. */
    readonly now: number,
  ) {}

  /** A v2 user token with changed claims and header. */
  v2(claims: Changes = {}, header: Changes = {}): string {
    return signToken(this.key, this.claims(claims), header);
  }

  /** A v1 user token with changed claims and header. */
  v1(claims: Changes = {}, header: Changes = {}): string {
    return signToken(this.key, v1Claims(this.authority, this.now, claims), header);
  }

  /** Claims of a good v2 token, changed. */
  claims(changes: Changes = {}): Record<string, unknown> {
    return v2Claims(this.authority, this.now, changes);
  }

  /** A header as Entra sends it, changed. */
  header(changes: Changes = {}): Record<string, unknown> {
    return { typ: 'JWT', alg: 'RS256', kid: this.key.kid, ...changes };
  }

  /** Signs raw JSON text, so that it may say what no serialiser would. */
  raw(header: unknown, payload: unknown): string {
    return signRaw(this.key, header, payload);
  }
}

/** A case whose token differs from the good v2 one in claims only. */
export function claimsCase(name: string, changes: Changes, outcome: Outcome, app?: CaseApp): TokenCase {
  return { name, outcome, ...(app === undefined ? {} : { app }), make: (forge) => forge.v2(changes) };
}

/** A case whose token differs from the good v2 one in its header only. */
export function headerCase(name: string, changes: Changes, outcome: Outcome): TokenCase {
  return { name, outcome, make: (forge) => forge.v2({}, changes) };
}
