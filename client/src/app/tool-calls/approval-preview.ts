import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { Language } from '../i18n/language.js';
import { ValueView } from './value-view.js';

/** More than this of a text is not needed to know which one it is. */
const MAX_TEXT = 400;

/** What a call would change, as it stands now: a title, a text and its time where there are such, else all of it. */
@Component({
  selector: 'app-approval-preview',
  imports: [TranslatePipe, ValueView],
  template: `
    @if (title()) {
      <blockquote>
        <strong>{{ title() }}</strong>
        @if (text()) {
          <p>{{ text() }}</p>
        }
        @if (time()) {
          <small>{{ 'approval.written' | translate: { time: time() } }}</small>
        }
      </blockquote>
    } @else {
      <app-value-view [value]="thing()" />
    }
  `,
  styles: `
    blockquote {
      display: grid;
      gap: 4px;
      margin: 0;
      padding: 12px 14px;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--bg);
      overflow-wrap: anywhere;
    }
    p {
      white-space: pre-wrap;
    }
    small {
      color: var(--muted);
      font-size: 12.5px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalPreview {
  readonly thing = input.required<Readonly<Record<string, unknown>>>();
  readonly #language = inject(Language);
  protected readonly title = computed(() => text(this.thing()['title']));
  protected readonly text = computed(() => {
    const whole = text(this.thing()['text']);
    return whole.length > MAX_TEXT ? `${whole.slice(0, MAX_TEXT)}…` : whole;
  });
  protected readonly time = computed(() => {
    const at = Date.parse(text(this.thing()['createdAt']));
    if (Number.isNaN(at)) return '';
    return new Intl.DateTimeFormat(this.#language.current(), {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(at);
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
