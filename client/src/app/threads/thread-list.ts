import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslatePipe } from '@ngx-translate/core';

import { ChatStore } from '../conversation/chat-store.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';
import { byDay } from './by-day.js';
import { ThreadRow } from './thread-row.js';
import { Threads } from '../conversation/threads.js';

/** How long a deletion can be undone. Milliseconds. */
const UNDO_MS = 8000;

/** The person's chats by day. */
@Component({
  selector: 'app-thread-list',
  imports: [FocusOnShow, Icon, ThreadRow, TranslatePipe],
  templateUrl: './thread-list.html',
  styleUrl: './thread-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  // A page that goes away must not take the deletion with it.
  host: { '(document:visibilitychange)': 'finishDeletion()' },
})
export class ThreadList {
  readonly #router = inject(Router);
  readonly #store = inject(ChatStore);
  protected readonly layout = inject(Layout);
  protected readonly threads = inject(Threads);
  protected readonly openId = this.#store.threadId;
  protected readonly query = signal('');
  /** The chat that is deleted as soon as its time to undo is over. */
  protected readonly deleted = signal<string | null>(null);
  #deletion: ReturnType<typeof setTimeout> | undefined;
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

  /** The row goes at once, the chat at the server when it can no longer be undone. */
  protected remove(id: string): void {
    this.finishDeletion();
    this.threads.hide(id);
    this.deleted.set(id);
    this.#deletion = setTimeout(() => this.finishDeletion(), UNDO_MS);
    if (id === this.openId()) this.newChat();
  }

  protected undo(): void {
    const id = this.deleted();
    clearTimeout(this.#deletion);
    this.deleted.set(null);
    if (id === null) return;
    this.threads.show(id);
    void this.#router.navigate(['/chat', id]);
  }

  protected finishDeletion(): void {
    const id = this.deleted();
    clearTimeout(this.#deletion);
    this.deleted.set(null);
    if (id === null) return;
    this.threads.remove(id).catch(() => {
      // Shows the list as it stands at the server, or why it cannot be had.
      this.threads.show(id);
      void this.threads.refresh(this.query());
    });
  }
}
