import { sha256 } from '../seal/hash.js';
import type { OAuthProxyStore } from '../store/oauth-proxy-store.js';

const PENDING_MS = 10 * 60_000;
/** A token that answered a challenge is remembered for as long as Entra's tokens live at most. */
const ANSWERED_MS = 24 * 3_600_000;
const GUESTS = 'step-up:guests';

/**
 * Whose step-up it is.
 * @example
 * const claims = await stepUps.pending({ tid, oid });
 */
export interface Person {
  /** Tenant of the token (GUID). */
  readonly tid: string;
  /** Object id in that tenant (GUID). */
  readonly oid: string;
}

/**
 * A call that Entra answered with a claims challenge.
 * @example
 * const need: StepUpNeed = { tid, oid, token, claims: error.claims };
 */
export interface StepUpNeed extends Person {
  /** Access token that the call came with. */
  readonly token: string;
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims: string;
  /** True for a guest: Entra names guests by their home tenant until a token is there. */
  readonly guest?: boolean;
}

/**
 * Step-ups that people still owe. Entra's claims challenge reaches a client as HTTP 401, but no client repeats the
 * claims: so the next refresh and the next sign-in of that person through the proxy ask for them.
 */
export class StepUps {
  readonly #store: OAuthProxyStore;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(store: OAuthProxyStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /**
   * Remembers a step-up for ten minutes.
   * @returns `false` where this very token already answered a challenge: to ask again would go round in circles
   * @example
   * if (await stepUps.require({ tid, oid, token, claims })) throw new HttpChallenge(401, ...);
   */
  async require({ tid, oid, token, claims, guest = false }: StepUpNeed): Promise<boolean> {
    if ((await this.#store.get(answeredKey(token))) !== undefined) return false;
    const until = this.#now() + PENDING_MS;
    await this.#store.set(pendingKey({ tid, oid }), claims, until);
    if (guest) await this.#store.set(GUESTS, '1', until);
    return true;
  }

  /** The claims that a person still owes, as JSON text. */
  pending(person: Person): Promise<string | undefined> {
    return this.#store.get(pendingKey(person));
  }

  /** Tells whether a guest owes one: who it is then has to be found out by a token. */
  async guestsPending(): Promise<boolean> {
    return (await this.#store.get(GUESTS)) !== undefined;
  }

  /** Notes that a sign-in or refresh which asked for the claims brought this token. */
  async answered(person: Person, token: string): Promise<void> {
    await this.#store.remove(pendingKey(person));
    await this.#store.set(answeredKey(token), '1', this.#now() + ANSWERED_MS);
  }
}

function pendingKey({ tid, oid }: Person): string {
  return `step-up:${tid}:${oid}`;
}

function answeredKey(token: string): string {
  return `answered:${sha256(token)}`;
}
