import { randomText } from '../seal/hash.js';
import { SEAL_RULES, type SealedTicket } from '../seal/sealed-values.js';
import type { Sealer } from '../seal/sealer.js';
import type { OAuthProxyStore } from '../store/oauth-proxy-store.js';

/**
 * Whose consent is needed, and for what.
 * @example
 * const need: ConnectNeed = { tid, oid, scopes: ['https://search.azure.com/user_impersonation'] };
 */
export interface ConnectNeed {
  /** Tenant and object id of the person (GUIDs). */
  readonly tid: string;
  readonly oid: string;
  /** Scopes of one downstream API, fully qualified, for example `https://search.azure.com/user_impersonation`. */
  readonly scopes: readonly string[];
  /** User name of the person, so that the sign-in page offers that account. */
  readonly loginHint?: string;
}

/**
 * A link to be shown to the person.
 * @example
 * const { url, id }: ConnectLink = await links.create(need);
 */
export interface ConnectLink {
  readonly url: string;
  /** Asks {@link ConnectLinks.isUsed} whether the consent was given. */
  readonly id: string;
}

/**
 * Links to `/connect/…`, where a person consents to what a tool needs. A link names the person and is worth nothing to
 * anybody else; it is good for half an hour and once.
 * @example
 * const { url } = await links.create({ tid, oid, scopes: error.scopes });
 */
export class ConnectLinks {
  readonly #issuer: string;
  readonly #sealer: Sealer;
  readonly #store: OAuthProxyStore;
  readonly #now: () => number;

  constructor(issuer: string, sealer: Sealer, store: OAuthProxyStore, now: () => number) {
    this.#issuer = issuer;
    this.#sealer = sealer;
    this.#store = store;
    this.#now = now;
  }

  /** Makes a fresh link. */
  async create({ tid, oid, scopes, loginHint }: ConnectNeed): Promise<ConnectLink> {
    const id = randomText();
    const ticket = { id, tid, oid, scopes, ...(loginHint === undefined ? {} : { loginHint }) };
    return { id, url: `${this.#issuer}/connect/${await this.#sealer.seal('ticket', ticket)}` };
  }

  /** Tells whether the person consented by this link. */
  async isUsed(id: string): Promise<boolean> {
    return (await this.#store.get(usedKey(id))) !== undefined;
  }

  /** Opens the last part of a link's path. */
  open(sealed: string | undefined): Promise<SealedTicket | undefined> {
    return this.#sealer.open('ticket', sealed);
  }

  /** Ends a link. */
  async use({ id }: SealedTicket): Promise<void> {
    await this.#store.add(usedKey(id), '1', this.#now() + (SEAL_RULES.ticket.seconds ?? 0) * 1000);
  }
}

function usedKey(id: string): string {
  return `ticket:${id}`;
}
