import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ClaimSet, OboToken } from '#libs/contract';

import { Session } from '../auth/session.js';
import type { Fault } from '../faults/fault.js';
import { FaultCard } from '../faults/fault-card.js';
import { faultOf } from '../faults/problem-error.js';
import { CLIENT_CONFIG } from '../config/config.js';
import { Icon } from '../ui/icon.js';
import { CallToken } from './call-token.js';
import { Obo } from './obo.js';
import { RawToken } from './raw-token.js';
import { TokenCard } from './token-card.js';
import { TokenChange } from './token-change.js';

const SEARCH = 'https://search.azure.com';

/** The chain of tokens: who signed in, what the API was given, what it got for other services on behalf of the person. */
@Component({
  selector: 'app-identity-tab',
  imports: [CallToken, FaultCard, Icon, RawToken, TokenCard, TokenChange, TranslatePipe],
  templateUrl: './identity-tab.html',
  styleUrl: './identity-tab.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IdentityTab {
  readonly #session = inject(Session);
  readonly #obo = inject(Obo);
  protected readonly level = inject(CLIENT_CONFIG).features.tokenInspector;
  protected readonly idClaims = computed(() => this.#session.idTokenClaims() as ClaimSet | null);
  protected readonly apiClaims = signal<ClaimSet | null>(null);
  protected readonly exchanged = signal<OboToken | null>(null);
  protected readonly fault = signal<Fault | null>(null);
  protected readonly busy = signal(false);

  constructor() {
    void this.#readApiToken();
  }

  protected async exchange(): Promise<void> {
    this.busy.set(true);
    this.fault.set(null);
    try {
      const resources = await this.#obo.resources();
      const search = resources.find(({ resource }) => resource.includes('search')) ?? resources[0];
      this.exchanged.set(await this.#obo.token(search?.resource ?? SEARCH));
      await this.#readApiToken();
    } catch (cause) {
      this.exchanged.set(null);
      this.fault.set(faultOf(cause, Date.now()));
    } finally {
      this.busy.set(false);
    }
  }

  async #readApiToken(): Promise<void> {
    if (this.level === 'off') return;
    try {
      this.apiClaims.set(jwtClaims(await this.#session.token()));
    } catch (cause) {
      this.fault.set(faultOf(cause, Date.now()));
    }
  }
}

/**
 * Claims of our own access token, for showing only: a client must not act on them (the token belongs to the API, and
 * nothing is verified here).
 */
function jwtClaims(token: string): ClaimSet {
  const payload = token.split('.')[1];
  if (payload === undefined) return {};
  try {
    const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    return JSON.parse(text) as ClaimSet;
  } catch {
    return {};
  }
}
