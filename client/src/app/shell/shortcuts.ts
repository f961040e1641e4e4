import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { TranslatePipe } from '@ngx-translate/core';

import { ChatStore } from '../conversation/chat-store.js';
import { Icon } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';

/** Keys and the word for what they do; those of the message box are its own. */
const SHORTCUTS = [
  ['Ctrl+K', 'search'],
  ['Ctrl+Shift+O', 'newChat'],
  ['Ctrl+.', 'inspector'],
  ['Enter', 'send'],
  ['Shift+Enter', 'newLine'],
  ['Esc', 'stop'],
  ['?', 'list'],
] as const;

/** Keys that work everywhere on the page, and the sheet that lists them. */
@Component({
  selector: 'app-shortcuts',
  imports: [Icon, TranslatePipe],
  templateUrl: './shortcuts.html',
  styleUrl: './shortcuts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
})
export class Shortcuts {
  readonly #store = inject(ChatStore);
  readonly #layout = inject(Layout);
  readonly #router = inject(Router);
  protected readonly sheet = viewChild.required<ElementRef<HTMLDialogElement>>('sheet');
  protected readonly open = signal(false);
  protected readonly shortcuts = SHORTCUTS;

  protected key(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const act = command
      ? this.#command(event)
      : event.key === '?' && !isWriting(event.target)
        ? this.#show
        : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  }

  #command({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
    if (key.toLowerCase() === 'k' && !shiftKey) return this.#search;
    if (key.toLowerCase() === 'o' && shiftKey) return this.#newChat;
    return key === '.' ? () => this.#layout.setInspector(!this.#layout.inspectorOpen()) : undefined;
  }

  readonly #show = (): void => {
    this.open.set(true);
    this.sheet().nativeElement.showModal();
  };

  readonly #newChat = (): void => {
    this.#store.newChat();
    void this.#router.navigate(['/chat']);
  };

  readonly #search = (): void => {
    this.#layout.setDrawer(true);
    // The list may only now come into the page.
    setTimeout(() => document.querySelector<HTMLInputElement>('app-thread-list input[type=search]')?.focus());
  };
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  );
}
