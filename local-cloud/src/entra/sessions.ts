/**
 * What lives between two requests of a sign-in: browser sessions, authorization codes, refresh tokens and
 * half-done authorize requests. All in memory, all bounded.
 */
import { randomBytes } from 'node:crypto';
import type { DemoUser } from '../demo.js';

/** How and when a person proved who they are. */
export interface Authentication {
  readonly user: DemoUser;
  /** Authentication methods (`pwd`, `mfa`). */
  readonly amr: readonly string[];
  /** Authentication contexts that were satisfied. */
  readonly acrs: readonly string[];
  /** Generation of the person's sign-ins; see `Accounts.revoke`. */
  readonly generation: number;
}

/** An authorization code, waiting to be redeemed. */
export interface CodeGrant {
  readonly authentication: Authentication;
  readonly tenantId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly codeChallenge?: string;
  readonly nonce?: string;
  readonly claims?: string;
}

/** A device that waits for its person. */
export interface DeviceGrant {
  readonly userCode: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly scope: string;
  /** Absent while nobody has typed the code and signed in. */
  readonly outcome?: Authentication | 'declined';
}

/** A refresh token: bound to person, tenant and client, good for any resource. */
export interface RefreshGrant {
  readonly authentication: Authentication;
  readonly tenantId: string;
  readonly clientId: string;
  /** Scope of the first answer, for refreshes that name none. */
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface Entry<T> {
  readonly value: T;
  readonly expiresAt: number;
}

/** Random id -> value, for a while. The oldest entry makes room when the store is full. */
export class TicketStore<T> {
  readonly #now: () => number;
  readonly #lifetimeMs: number;
  readonly #capacity: number;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(now: () => number, lifetimeMs: number, capacity = 20_000) {
    this.#now = now;
    this.#lifetimeMs = lifetimeMs;
    this.#capacity = capacity;
  }

  add(value: T, expiresAt = this.#now() + this.#lifetimeMs): string {
    const id = randomBytes(24).toString('base64url');
    this.remember(id, value, expiresAt);
    return id;
  }

  /** As `add`, under a given id. */
  remember(id: string, value: T, expiresAt = this.#now() + this.#lifetimeMs): void {
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= this.#capacity) this.#entries.delete(oldest);
    this.#entries.set(id, { value, expiresAt });
  }

  /** The value, also when expired: `alive` says whether it is. */
  look(id: string | null | undefined): { value: T; alive: boolean } | undefined {
    const entry = id ? this.#entries.get(id) : undefined;
    return entry && { value: entry.value, alive: entry.expiresAt > this.#now() };
  }

  get(id: string | null | undefined): T | undefined {
    const found = this.look(id);
    return found?.alive ? found.value : undefined;
  }

  /** The first living value that matches, and its id. */
  find(matches: (value: T) => boolean): { id: string; value: T } | undefined {
    for (const [id, { expiresAt, value }] of this.#entries) {
      if (expiresAt > this.#now() && matches(value)) return { id, value };
    }
    return undefined;
  }

  replace(id: string, value: T): void {
    const entry = this.#entries.get(id);
    if (entry) this.#entries.set(id, { value, expiresAt: entry.expiresAt });
  }

  delete(id: string): void {
    this.#entries.delete(id);
  }

  /** Ends every entry now; they are still known, but no longer alive. */
  expireAll(): void {
    for (const [id, { value }] of this.#entries) this.#entries.set(id, { value, expiresAt: 0 });
  }

  clear(): void {
    this.#entries.clear();
  }
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Lifetime of refresh tokens: 24 h for browser clients, 90 days for others. */
export const REFRESH_LIFETIME_MS = { browser: DAY, other: 90 * DAY } as const;

/** The stores of one local Entra. */
export class Sessions {
  readonly browsers: TicketStore<Authentication>;
  readonly codes: TicketStore<CodeGrant>;
  /** Codes that were redeemed once, so that a second try gets its own answer. */
  readonly spentCodes: TicketStore<CodeGrant>;
  readonly refreshTokens: TicketStore<RefreshGrant>;
  readonly deviceCodes: TicketStore<DeviceGrant>;

  constructor(now: () => number) {
    this.browsers = new TicketStore(now, DAY);
    this.codes = new TicketStore(now, 10 * MINUTE);
    this.spentCodes = new TicketStore(now, 10 * MINUTE);
    this.deviceCodes = new TicketStore(now, 15 * MINUTE);
    this.refreshTokens = new TicketStore(now, REFRESH_LIFETIME_MS.other);
  }
}
