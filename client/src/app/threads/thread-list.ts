import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslatePipe } from '@ngx-translate/core';

import { ChatStore } from '../conversation/chat-store.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';
import { byDay } from './by-day.js';
import { Threads } from '../conversation/threads.js';

/** The person's chats by day; a chat can be opened and deleted. */
@Component({
  selector: 'app-thread-list',
  imports: [FocusOnShow, Icon, RouterLink, TranslatePipe],
  templateUrl: './thread-list.html',
  styleUrl: './thread-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ThreadList {
  readonly #router = inject(Router);
  readonly #store = inject(ChatStore);
  protected readonly layout = inject(Layout);
  protected readonly threads = inject(Threads);
  protected readonly openId = this.#store.threadId;
  protected readonly query = signal('');
  /** The chat whose deletion waits for a second press. */
  protected readonly deleting = signal<string | null>(null);
  protected readonly days = computed(() => byDay(this.threads.list(), Date.now()));
  #searchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    void this.threads.refresh();
  }

  protected newChat(): void {
    this.#store.newChat();
    this.layout.setDrawer(false);
    void this.#router.navigate(['/chat']);
  }

  protected search(query: string): void {
    this.query.set(query);
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => void this.threads.refresh(query.trim()), 250);
  }

  protected async remove(id: string): Promise<void> {
    this.deleting.set(null);
    try {
      await this.threads.remove(id);
    } catch {
      // Shows the list as it stands at the server, or why it cannot be had.
      await this.threads.refresh(this.query());
      return;
    }
    if (id === this.openId()) this.newChat();
  }
}
