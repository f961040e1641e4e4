import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslatePipe } from '@ngx-translate/core';

import type { ThreadSummary } from '#libs/contract';

import { Threads } from '../conversation/threads.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';

/** One chat of the list: it can be opened, renamed, exported and deleted. */
@Component({
  selector: 'app-thread-row',
  imports: [FocusOnShow, Icon, MatMenuModule, RouterLink, TranslatePipe],
  templateUrl: './thread-row.html',
  styleUrl: './thread-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.current]': 'current()', '(keydown.f2)': 'renaming.set(true)' },
})
export class ThreadRow {
  readonly #threads = inject(Threads);
  protected readonly layout = inject(Layout);
  readonly thread = input.required<ThreadSummary>();
  readonly current = input(false);
  readonly deleted = output();
  protected readonly renaming = signal(false);

  protected async rename(title: string): Promise<void> {
    if (!this.renaming()) return;
    this.renaming.set(false);
    const changed = title.trim();
    if (changed !== '' && changed !== this.thread().title)
      await this.#threads.rename(this.thread().id, changed);
  }

  /** Hands the file to the browser, as a link to it would: a link of its own could not carry the token. */
  protected async export(format: 'md' | 'json'): Promise<void> {
    const { id, title } = this.thread();
    const url = URL.createObjectURL(await this.#threads.export(id, format));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${
      title
        .replaceAll(/[^\p{L}\p{N} _-]+/gu, '')
        .slice(0, 60)
        .trim() || 'chat'
    }.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
