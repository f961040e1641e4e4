import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { TranslatePipe, TranslateService } from '@ngx-translate/core';

import { Session } from '../auth/session.js';
import { CLIENT_CONFIG } from '../config/config.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';

interface Suggestion {
  readonly key: string;
  readonly icon: IconName;
}

/** A chat before its first question: what is connected, and four questions that each show one thing. */
@Component({
  selector: 'app-empty-chat',
  imports: [Icon, TranslatePipe],
  templateUrl: './empty-chat.html',
  styleUrl: './empty-chat.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmptyChat {
  readonly ask = output<string>();
  readonly #translate = inject(TranslateService);
  readonly #session = inject(Session);
  readonly #layout = inject(Layout);
  protected readonly config = inject(CLIENT_CONFIG);
  protected readonly firstName = computed(() => this.#session.name().split(' ')[0] ?? '');
  protected readonly suggestions: readonly Suggestion[] = [
    { key: 'who', icon: 'person' },
    { key: 'explain', icon: 'book' },
    { key: 'sample', icon: 'code' },
    { key: 'note', icon: 'note' },
  ];
  /** Drill phrases of the local model; each provokes one failure. */
  protected readonly drills = ['!429 5', '!filter', '!drop', '!loop', '!404'] as const;

  protected suggest(key: string): void {
    this.ask.emit(this.#translate.instant(`suggestions.${key}.ask`) as string);
  }

  protected inspect(): void {
    this.#layout.setInspector(true, 'identity');
  }
}
