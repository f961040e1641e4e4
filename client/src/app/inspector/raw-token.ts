import { ChangeDetectionStrategy, Component, DestroyRef, effect, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

/** A token left in view is read by whoever passes. */
const HIDE_AFTER_MS = 30_000;

/** The raw token, hidden until asked for and hidden again by itself. Exists only where the server hands it out. */
@Component({
  selector: 'app-raw-token',
  imports: [TranslatePipe],
  template: `
    <button type="button" class="button small" [attr.aria-expanded]="shown()" (click)="shown.set(!shown())">
      {{ (shown() ? 'inspector.hide' : 'inspector.reveal') | translate }}
    </button>
    @if (shown()) {
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
  readonly token = input.required<string>();
  protected readonly shown = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      clearTimeout(this.#timer);
      if (this.shown()) this.#timer = setTimeout(() => this.shown.set(false), HIDE_AFTER_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }
}
