import { ChangeDetectionStrategy, Component, DestroyRef, effect, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { FaultCard } from '../faults/fault-card.js';
import type { Fault } from '../faults/fault.js';
import { faultOf } from '../faults/problem-error.js';
import { Obo } from './obo.js';

/** A token left in view is read by whoever passes. */
const HIDE_AFTER_MS = 30_000;

/** The raw token: fetched when a person asks to see it, and forgotten again by itself. */
@Component({
  selector: 'app-raw-token',
  imports: [FaultCard, TranslatePipe],
  template: `
    <button
      type="button"
      class="button small"
      [attr.aria-expanded]="token() !== ''"
      [disabled]="busy()"
      (click)="token() ? token.set('') : reveal()"
    >
      {{ (token() ? 'inspector.hide' : 'inspector.reveal') | translate }}
    </button>
    @if (fault(); as failed) {
      <app-fault-card [fault]="failed" (retry)="reveal()" />
    }
    @if (token()) {
      <p>{{ 'inspector.rawWarning' | translate }}</p>
      <pre tabindex="0">{{ token() }}</pre>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      justify-items: start;
      margin-block-start: 16px;
    }
    p {
      color: var(--warn);
      font-size: 12.5px;
      line-height: 18px;
    }
    pre {
      max-block-size: 160px;
      margin: 0;
      overflow: auto;
      font: 11.5px/16px var(--mono);
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RawToken {
  readonly resource = input.required<string>();
  readonly #obo = inject(Obo);
  protected readonly token = signal('');
  protected readonly busy = signal(false);
  protected readonly fault = signal<Fault | null>(null);

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      clearTimeout(timer);
      if (this.token() !== '') timer = setTimeout(() => this.token.set(''), HIDE_AFTER_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected async reveal(): Promise<void> {
    this.busy.set(true);
    this.fault.set(null);
    try {
      this.token.set(await this.#obo.rawToken(this.resource()));
    } catch (cause) {
      this.fault.set(faultOf(cause, Date.now()));
    } finally {
      this.busy.set(false);
    }
  }
}
