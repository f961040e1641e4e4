import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { DemoPerson } from '../auth/people.js';
import { Avatar } from '../ui/avatar.js';

/** A button per person of the local cloud: one click signs in as them. */
@Component({
  selector: 'app-person-buttons',
  imports: [Avatar, TranslatePipe],
  template: `
    <ul>
      @for (person of people(); track person.key) {
        <li>
          <button type="button" [disabled]="disabled()" (click)="choose.emit(person)">
            <app-avatar [name]="person.name" />
            <span>
              <strong>{{ person.name }}</strong>
              <span>{{ 'people.' + person.key | translate }}</span>
            </span>
          </button>
        </li>
      }
    </ul>
  `,
  styleUrl: './person-buttons.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonButtons {
  readonly people = input.required<readonly DemoPerson[]>();
  readonly disabled = input(false);
  readonly choose = output<DemoPerson>();
}
