/** The parts of the local Entra, gathered so that endpoints and grants take one argument. */
import { API_APP_ID, type DemoUser } from '../demo.js';
import type { DrillBoard } from '../drills/drill-board.js';
import type { RequestJournal } from '../journal.js';
import { AadstsError } from './aadsts.js';
import { Accounts } from './accounts.js';
import { Directory } from './directory.js';
import type { KeyRing } from './keys.js';
import type { Registration } from './registration.js';
import { People } from './people.js';
import { Sessions } from './sessions.js';

/** Where the cloud stands and what it runs on. */
export interface CloudContext {
  /** Origin of the cloud, without a trailing slash. */
  readonly url: string;
  /** Origin of the product. */
  readonly productUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly keys: KeyRing;
  readonly drills: DrillBoard;
  readonly journal: RequestJournal;
}

/** Context, directory and state of one local Entra. */
export class Entra {
  readonly directory: Directory;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly people = new People();

  constructor(readonly context: CloudContext) {
    this.directory = new Directory(context);
    this.accounts = new Accounts(this.directory.registrations);
    this.sessions = new Sessions(context.now);
  }

  get url(): string {
    return this.context.url;
  }

  get keys(): KeyRing {
    return this.context.keys;
  }

  /** Seconds since the epoch. */
  get seconds(): number {
    return Math.floor(this.context.now() / 1000);
  }

  /** Ends every session, refresh token and continuous-access token of a person. */
  revoke(user: DemoUser): void {
    this.accounts.revoke(user);
    this.people.change(user, { sessionsValidFrom: this.context.now() });
  }

  /** Refuses people whose account is disabled (AADSTS50057) or gone (AADSTS50034). */
  requireEnabled(user: DemoUser): void {
    const { deleted, enabled } = this.people.stateOf(user);
    if (deleted) throw new AadstsError(50034);
    if (!enabled) throw new AadstsError(50057);
  }

  /** Token version of the resource's manifest; a drill may change the API's. */
  tokenVersion(resource: Registration): '1.0' | '2.0' {
    const drilled = resource.appId === API_APP_ID ? this.context.drills.tokenVersion : undefined;
    return drilled ?? resource.tokenVersion;
  }

  /** Issuer of the tenant's tokens; v1 tokens carry the name that Entra's own v1 tokens have. */
  issuer(tenantId: string, version: '1.0' | '2.0'): string {
    return version === '1.0' ? `https://sts.windows.net/${tenantId}/` : `${this.url}/${tenantId}/v2.0`;
  }
}
