import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import { TranslatePipe, TranslateService } from '@ngx-translate/core';

import { Session } from '../auth/session.js';
import { ChatStore } from '../conversation/chat-store.js';
import { Composer } from './composer.js';
import { EmptyChat } from './empty-chat.js';
import { PendingAnswers } from '../conversation/pending-answers.js';
import { StickToBottom } from '../ui/stick-to-bottom.js';
import { Transcript } from './transcript.js';

/** The chat page: transcript and composer of the thread in the address. */
@Component({
  selector: 'app-chat',
  imports: [Composer, EmptyChat, StickToBottom, Transcript, TranslatePipe],
  templateUrl: './chat.html',
  styleUrl: './chat.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Chat {
  readonly #router = inject(Router);
  readonly #announcer = inject(LiveAnnouncer);
  readonly #translate = inject(TranslateService);
  readonly #pending = inject(PendingAnswers);
  readonly #session = inject(Session);
  protected readonly store = inject(ChatStore);
  /** From the address. */
  readonly threadId = input<string>();

  protected readonly conversation = this.store.conversation;
  protected readonly empty = computed(
    () => this.conversation().entries.length === 0 && this.store.threadId() === null,
  );
  /** The chat that was just begun and is not in the address yet. */
  #awaited: string | null = null;
  readonly #runState = computed(() => this.conversation().runState);

  constructor() {
    // Only a person who comes back from the authority with what was asked for lets a waiting run go on.
    if (!this.#session.returned()) this.#pending.forget();
    effect(() => {
      const id = this.threadId();
      untracked(() => (id === undefined ? this.#fresh() : this.#open(id)));
    });
    let before = this.#runState();
    effect(() => {
      const now = this.#runState();
      if (now !== before)
        void this.#announcer.announce(this.#translate.instant(`chat.announce.${now}`) as string);
      before = now;
    });
  }

  protected send(text: string): void {
    const id = this.store.send(text);
    if (this.threadId() === id) return;
    this.#awaited = id;
    void this.#router.navigate(['/chat', id]);
  }

  #open(id: string): void {
    if (id === this.#awaited) this.#awaited = null;
    void this.store.openThread(id);
  }

  #fresh(): void {
    // A first message may be quicker than the address: it must not be thrown away with the chat before it.
    if (this.store.threadId() !== this.#awaited) this.store.newChat();
  }
}
