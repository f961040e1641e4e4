import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ClaimSet } from '#libs/contract';

import { Language } from '../i18n/language.js';
import { EXPLAINED_CLAIMS, TIME_CLAIMS } from './explained-claims.js';

/** All claims of a token with what each one means. */
@Component({
  selector: 'app-claim-table',
  imports: [TranslatePipe],
  template: `
    <dl>
      @for (row of rows(); track row.name) {
        <div>
          <dt>
            <code>{{ row.name }}</code>
          </dt>
          <dd>
            <code>{{ row.value }}</code>
            @if (row.explained) {
              <span>{{ 'claims.' + row.name | translate }}</span>
            }
          </dd>
        </div>
      }
    </dl>
  `,
  styleUrl: './claim-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClaimTable {
  readonly claims = input.required<ClaimSet>();
  readonly #language = inject(Language);
  protected readonly rows = computed(() => {
    const time = new Intl.DateTimeFormat(this.#language.current(), {
      dateStyle: 'medium',
      timeStyle: 'medium',
    });
    return Object.entries(this.claims()).map(([name, value]) => ({
      name,
      value:
        TIME_CLAIMS.has(name) && typeof value === 'number' ? time.format(value * 1000) : valueText(value),
      explained: EXPLAINED_CLAIMS.some((claim) => claim === name),
    }));
  });
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}
