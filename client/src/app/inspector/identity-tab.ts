import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ClaimSet, OboToken } from '#libs/contract';

import { Session } from '../auth/session.js';
import type { ChatFault } from '../chat/conversation.js';
import { FaultCard } from '../chat/fault-card.js';
import { httpFault } from '../chat/http-fault.js';
import { CLIENT_CONFIG } from '../settings/config.js';
import { Icon } from '../shell/icon.js';
import { jwtClaims } from './jwt-claims.js';
import { Obo } from './obo.js';
import { RawToken } from './raw-token.js';
import { TokenCard } from './token-card.js';
import { TokenChange } from './token-change.js';

const SEARCH = 'https://search.azure.com';

/** The chain of tokens: who signed in, what the API was given, what it got for other services on behalf of the person. */
@Component({
  selector: 'app-identity-tab',
  imports: [FaultCard, Icon, RawToken, TokenCard, TokenChange, TranslatePipe],
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
  protected readonly fault = signal<ChatFault | null>(null);
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
      this.fault.set(httpFault(cause, Date.now()));
    } finally {
      this.busy.set(false);
    }
  }

  async #readApiToken(): Promise<void> {
    if (this.level === 'off') return;
    try {
      this.apiClaims.set(jwtClaims(await this.#session.token()));
    } catch (cause) {
      this.fault.set(httpFault(cause, Date.now()));
    }
  }
}
