import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';

import type { DemoPerson } from '../auth/people.js';
import { Session } from '../auth/session.js';
import { Avatar } from '../ui/avatar.js';
import { AskTheSame } from './ask-the-same.js';
import { OtherAnswer } from './other-answer.js';

/** An answer, and beside it what others of the local cloud get for the same question. */
@Component({
  selector: 'app-comparison',
  imports: [AskTheSame, Avatar, OtherAnswer],
  template: `
    <div class="sides" [class.compared]="shown().length > 0">
      <div class="own">
        @if (shown().length > 0) {
          <p class="who"><app-avatar [name]="session.name()" />{{ session.name() }}</p>
        }
        <ng-content />
      </div>
      @for (person of shown(); track person.key) {
        <app-other-answer [person]="person" [question]="question()" (closed)="close(person)" />
      }
    </div>
    @if (offered()) {
      <app-ask-the-same [shown]="shown()" (choose)="show($event)" />
    }
  `,
  styleUrl: './comparison.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Comparison {
  readonly question = input.required<string>();
  /** True while the question may be put to others. */
  readonly offered = input(false);
  protected readonly session = inject(Session);
  protected readonly shown = signal<readonly DemoPerson[]>([]);

  protected show(person: DemoPerson): void {
    this.shown.update((shown) => [...shown, person]);
  }

  protected close(person: DemoPerson): void {
    this.shown.update((shown) => shown.filter(({ key }) => key !== person.key));
  }
}
