import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ClaimSet } from '#libs/contract';

import { CLIENT_CONFIG } from '../config/config.js';
import { Icon } from '../ui/icon.js';
import { ClaimTable } from './claim-table.js';

/** One token of the chain: for whom it is, what it allows, how long it lives. */
@Component({
  selector: 'app-token-card',
  imports: [ClaimTable, Icon, TranslatePipe],
  templateUrl: './token-card.html',
  styleUrl: './token-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TokenCard {
  readonly kind = input.required<'id' | 'api' | 'obo'>();
  readonly claims = input.required<ClaimSet>();
  readonly fromCache = input<boolean>();
  readonly credential = input<string>();
  readonly #now = signal(Date.now());
  protected readonly revealable = inject(CLIENT_CONFIG).features.tokenInspector === 'full';
  protected readonly open = signal(false);
  protected readonly audience = computed(() => String(this.claims()['aud'] ?? ''));
  protected readonly scopes = computed(() => String(this.claims()['scp'] ?? ''));

  /** Whole minutes left, and the share of the lifetime that is left. */
  protected readonly left = computed(() => {
    const expiry = Number(this.claims()['exp'] ?? 0) * 1000;
    const issued = Number(this.claims()['iat'] ?? 0) * 1000;
    const ms = Math.max(0, expiry - this.#now());
    return {
      minutes: Math.floor(ms / 60_000),
      share: expiry > issued ? Math.min(1, ms / (expiry - issued)) : 0,
    };
  });

  constructor() {
    const timer = setInterval(() => this.#now.set(Date.now()), 10_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
