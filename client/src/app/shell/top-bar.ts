import { ChangeDetectionStrategy, Component, computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { MatTooltip } from '@angular/material/tooltip';
import { translate, TranslatePipe } from '@ngx-translate/core';
import { filter, map } from 'rxjs';

import { Session } from '../auth/session.js';
import { ChatStore } from '../conversation/chat-store.js';
import { CLIENT_CONFIG } from '../config/config.js';
import { LanguageSwitch } from '../preferences/language-switch.js';
import { ThemeSwitch } from '../preferences/theme-switch.js';
import { Threads } from '../conversation/threads.js';
import { Icon } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';
import { Mark } from '../ui/mark.js';
import { AccountMenu } from './account-menu.js';

@Component({
  selector: 'app-top-bar',
  imports: [AccountMenu, Icon, LanguageSwitch, Mark, MatTooltip, ThemeSwitch, TranslatePipe],
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TopBar {
  readonly #threads = inject(Threads);
  readonly #router = inject(Router);
  readonly #store = inject(ChatStore);
  readonly #untitled: Signal<string> = translate('threads.untitled');
  /** Other pages have a heading of their own. */
  readonly #onChat = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects.startsWith('/chat')),
    ),
    { initialValue: location.pathname.startsWith('/chat') },
  );
  protected readonly session = inject(Session);
  protected readonly config = inject(CLIENT_CONFIG);
  protected readonly layout = inject(Layout);
  protected readonly title = computed(() => {
    const id = this.#store.threadId();
    if (id === null || !this.#onChat()) return '';
    const title = this.#threads.list().find((thread) => thread.id === id)?.title ?? '';
    if (title !== '') return title;
    const first = this.#store.conversation().entries.find((entry) => entry.kind === 'user');
    return first?.kind === 'user' ? first.text : this.#untitled();
  });

  protected newChat(): void {
    this.#store.newChat();
    void this.#router.navigate(['/chat']);
  }
}
