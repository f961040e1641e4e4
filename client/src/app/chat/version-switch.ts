import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { Revisions } from '../conversation/revisions.js';
import type { Version } from '../conversation/versions.js';
import { Icon } from '../ui/icon.js';

/** Where one stands among the versions of a message or an answer, and the way to its neighbours. */
@Component({
  selector: 'app-version-switch',
  imports: [Icon, TranslatePipe],
  template: `
    <button
      type="button"
      class="icon-button back"
      [attr.aria-label]="'chat.previousVersion' | translate"
      [disabled]="version().previous === undefined"
      (click)="goTo(version().previous)"
    >
      <app-icon name="chevron" [size]="16" />
    </button>
    <span>{{ 'chat.version' | translate: { index: version().index, count: version().count } }}</span>
    <button
      type="button"
      class="icon-button"
      [attr.aria-label]="'chat.nextVersion' | translate"
      [disabled]="version().next === undefined"
      (click)="goTo(version().next)"
    >
      <app-icon name="chevron" [size]="16" />
    </button>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      color: var(--muted);
      font-size: 13px;
    }
    .icon-button {
      inline-size: 32px;
      block-size: 32px;
      &:disabled {
        opacity: 0.4;
      }
    }
    .back app-icon {
      transform: scaleX(-1);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VersionSwitch {
  readonly #revisions = inject(Revisions);
  readonly version = input.required<Version>();

  protected goTo(branch: string | undefined): void {
    if (branch !== undefined) void this.#revisions.goTo(branch);
  }
}
