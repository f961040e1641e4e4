/** The state of people's accounts, and the log of its changes that Graph's delta queries read. */
import { DEMO_USERS, type DemoUser } from '../demo.js';

/** An account today. */
export interface AccountState {
  readonly enabled: boolean;
  readonly deleted: boolean;
  /** Refresh tokens and sessions from before are dead; milliseconds since the epoch. */
  readonly sessionsValidFrom: number;
}

const START: AccountState = { enabled: true, deleted: false, sessionsValidFrom: Date.UTC(2025, 0, 1) };

/** Who is disabled or deleted, whose sessions were ended, and when that changed. */
export class People {
  readonly #states = new Map<string, AccountState>();
  readonly #log: string[] = [];

  /** Number of the newest change. */
  get newest(): number {
    return this.#log.length;
  }

  stateOf({ oid }: DemoUser): AccountState {
    return this.#states.get(oid) ?? START;
  }

  change(user: DemoUser, change: Partial<AccountState>): void {
    this.#states.set(user.oid, { ...this.stateOf(user), ...change });
    this.#log.push(user.oid);
  }

  /** People changed after the change of this number, up to another one, in the order of their last change. */
  changedBetween(after: number, upTo: number): DemoUser[] {
    const oids = new Set(this.#log.slice(after, upTo).toReversed());
    return [...oids].toReversed().flatMap((oid) => DEMO_USERS.find((user) => user.oid === oid) ?? []);
  }

  /** Everybody enabled; when sessions were ended is not forgotten. */
  reset(): void {
    for (const user of DEMO_USERS) {
      const { enabled, deleted } = this.stateOf(user);
      if (!enabled || deleted) this.change(user, { enabled: true, deleted: false });
    }
  }
}
