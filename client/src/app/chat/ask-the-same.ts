import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { DEMO_PEOPLE, type DemoPerson } from '../auth/people.js';
import { Session } from '../auth/session.js';
import { Avatar } from '../ui/avatar.js';

/** A button per other person of the local cloud, to put the same question in their name. */
@Component({
  selector: 'app-ask-the-same',
  imports: [Avatar, TranslatePipe],
  template: `
    <div role="group" [attr.aria-label]="'compare.group' | translate">
      <span>{{ 'compare.group' | translate }}</span>
      @for (person of others(); track person.key) {
        <button
          type="button"
          class="chip"
          [disabled]="shown().includes(person)"
          (click)="choose.emit(person)"
        >
          <app-avatar class="small" [name]="person.name" />{{ person.name }}
        </button>
      }
    </div>
  `,
  styles: `
    div {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      color: var(--muted);
      font-size: 13px;
      line-height: 20px;
    }
    .chip {
      min-block-size: 32px;
      padding: 4px 12px 4px 6px;
      border-color: var(--line-strong);
      background: none;
      color: var(--text);
      font: 13px/20px var(--sans);
      cursor: pointer;
      &:hover:not(:disabled) {
        background: var(--selected);
      }
      &:disabled {
        opacity: 0.5;
        cursor: default;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AskTheSame {
  /** Whose answers are in view already. */
  readonly shown = input<readonly DemoPerson[]>([]);
  readonly choose = output<DemoPerson>();
  readonly #session = inject(Session);
  protected readonly others = computed(() =>
    DEMO_PEOPLE.filter(({ userName }) => userName !== this.#session.userName()),
  );
}
