import type { Caller } from '#libs/entra-auth';

/** Longest life of an access token and its tolerances, in seconds: after that an entry has nobody left to refuse. */
const KEPT_SECONDS = 29 * 3600;

/** Entra dates `iat` five minutes back. */
const BACKDATED_SECONDS = 300;

/** People held at most: the newest stay. */
const MAX_PEOPLE = 1_000_000;

/** What Graph says of one person. */
export interface SessionState {
  readonly oid: string;
  /** Disabled or deleted. */
  readonly disabled: boolean;
  /** Seconds since the epoch: sessions from before are not valid. */
  readonly validFrom?: number;
}

/**
 * Whose sign-ins have ended, for as long as an access token of theirs can live. One number per person: the time from
 * which a sign-in is valid, or, negative, the time at which the account was found disabled.
 */
export class SignOuts {
  readonly #tid: string;
  readonly #people = new Map<string, number>();
  readonly #listeners: ((tid: string, oid: string) => void)[] = [];

  /** @param tid tenant (GUID) whose people Graph is asked about */
  constructor(tid: string) {
    this.#tid = tid;
  }

  get size(): number {
    return this.#people.size;
  }

  /** True for a caller whose account was disabled, or who signed in before the sessions were ended. */
  refuses({ tid, oid, claims }: Pick<Caller, 'tid' | 'oid' | 'claims'>): boolean {
    const since = this.#people.get(oid);
    if (since === undefined || tid !== this.#tid) return false;
    if (since < 0) return true;
    const { auth_time: signedIn, iat } = claims;
    return (typeof signedIn === 'number' ? signedIn : Number(iat) + BACKDATED_SECONDS) < since;
  }

  /** Takes over what Graph says; `now` is seconds since the epoch. */
  set({ oid, disabled, validFrom }: SessionState, now: number): void {
    const before = this.#people.get(oid);
    if (disabled) {
      if (before === undefined || before >= 0) this.#note(oid, -now);
    } else if (validFrom !== undefined && validFrom > now - KEPT_SECONDS) {
      if (before !== validFrom) this.#note(oid, validFrom);
    } else this.#people.delete(oid);
  }

  /** Forgets those whose last token is past its life. */
  sweep(now: number): void {
    for (const [oid, since] of this.#people) {
      if (Math.abs(since) < now - KEPT_SECONDS) this.#people.delete(oid);
    }
  }

  /** Called with everybody whose sign-in has newly ended. */
  onEnded(listener: (tid: string, oid: string) => void): void {
    this.#listeners.push(listener);
  }

  #note(oid: string, since: number): void {
    this.#people.delete(oid);
    if (this.#people.size >= MAX_PEOPLE) {
      const [oldest] = this.#people.keys();
      if (oldest !== undefined) this.#people.delete(oldest);
    }
    this.#people.set(oid, since);
    for (const listener of this.#listeners) listener(this.#tid, oid);
  }
}
