import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { Session } from '../auth/session.js';
import { ChatStore } from '../conversation/chat-store.js';
import { faultKey } from '../faults/fault-words.js';
import { Icon } from '../ui/icon.js';

/** What concerns the whole page: no network, a sign-in that ended badly, a session that ran out. */
@Component({
  selector: 'app-banner',
  imports: [Icon, TranslatePipe],
  templateUrl: './banner.html',
  styleUrl: './banner.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:online)': 'online.set(true)', '(window:offline)': 'online.set(false)' },
})
export class Banner {
  protected readonly session = inject(Session);
  readonly #store = inject(ChatStore);
  /** The chat has a card of its own for it: once is enough. */
  protected readonly said = computed(
    () => faultKey(this.#store.conversation().fault?.code ?? '') === 'session_expired',
  );
  protected readonly online = signal(navigator.onLine);

  protected signIn(): void {
    void this.session.signInAgain();
  }
}
