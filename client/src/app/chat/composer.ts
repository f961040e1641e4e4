import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { CLIENT_CONFIG } from '../config/config.js';
import { Preferences } from '../preferences/preferences.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { MessageFocus } from '../ui/message-focus.js';
import { ChatStore } from '../conversation/chat-store.js';
import { Drafts } from './drafts.js';

/** Where a person writes. Enter sends, Shift+Enter breaks the line, Escape stops the answer. */
@Component({
  selector: 'app-composer',
  imports: [FocusOnShow, Icon, TranslatePipe],
  templateUrl: './composer.html',
  styleUrl: './composer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Composer {
  readonly ask = output<string>();
  readonly #drafts = inject(Drafts);
  readonly #focus = inject(MessageFocus);
  protected readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');
  protected readonly store = inject(ChatStore);
  protected readonly config = inject(CLIENT_CONFIG);
  protected readonly preferences = inject(Preferences);
  protected readonly text = signal('');
  /** A run that waits for an answer takes no other message (AG-UI interrupts). */
  protected readonly blocked = computed(() => this.store.conversation().runState === 'interrupted');

  constructor() {
    effect(() => {
      if (this.#focus.calls() > 0) this.field().nativeElement.focus({ preventScroll: true });
    });
    effect(() => {
      // From the store and not through an input: what is typed while the page still changes belongs to the new chat.
      const id = this.store.threadId();
      untracked(() => this.text.set(this.#drafts.of(id)));
    });
  }

  protected write(text: string): void {
    this.text.set(text);
    this.#drafts.keep(this.store.threadId(), text);
  }

  protected key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.store.running()) void this.store.stop();
    if (event.key !== 'Enter' || event.shiftKey) return;
    // While an input method composes, Enter chooses a candidate. Safari says so by the key code only.
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.send();
  }

  protected stop(): void {
    void this.store.stop();
    this.#focus.call();
  }

  protected send(): void {
    const text = this.text().trim();
    if (text === '' || this.store.running() || this.blocked()) return;
    this.#drafts.keep(this.store.threadId(), '');
    this.text.set('');
    this.ask.emit(text);
    // The button that was pressed gives way to Stop and would take the focus with it.
    this.field().nativeElement.focus({ preventScroll: true });
  }
}
