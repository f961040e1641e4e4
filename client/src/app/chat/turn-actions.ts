import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { Icon } from '../ui/icon.js';
import type { Entry } from '../conversation/conversation.js';
import type { Version } from '../conversation/versions.js';
import { VersionSwitch } from './version-switch.js';

/** What can be done with a finished answer: copy it as Markdown, or ask the same again. */
@Component({
  selector: 'app-turn-actions',
  imports: [Icon, TranslatePipe, VersionSwitch],
  template: `
    @if (text()) {
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="(copied() ? 'chat.copied' : 'chat.copyAnswer') | translate"
        [title]="'chat.copyAnswer' | translate"
        (click)="copy()"
      >
        <app-icon [name]="copied() ? 'check' : 'copy'" [size]="16" />
      </button>
    }
    @if (version(); as version) {
      <app-version-switch [version]="version" />
    }
    @if (last()) {
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="'chat.askAgain' | translate"
        [title]="'chat.askAgain' | translate"
        (click)="again.emit()"
      >
        <app-icon name="retry" [size]="16" />
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: 2px;
      margin: -8px 0 -8px -8px;
    }
    .icon-button {
      inline-size: 32px;
      block-size: 32px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TurnActions {
  readonly entries = input.required<readonly Entry[]>();
  readonly last = input(false);
  readonly version = input<Version>();
  readonly again = output();
  protected readonly copied = signal(false);
  protected readonly text = computed(() =>
    this.entries()
      .flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []))
      .join('\n\n'),
  );

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.text());
    this.copied.set(true);
    setTimeout(() => this.copied.set(false), 1500);
  }
}
