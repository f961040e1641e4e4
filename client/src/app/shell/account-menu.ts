import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatMenuModule } from '@angular/material/menu';
import { TranslatePipe } from '@ngx-translate/core';

import { DEMO_PEOPLE, type DemoPerson } from '../auth/people.js';
import { Session } from '../auth/session.js';
import { CLIENT_CONFIG } from '../config/config.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { PersonButtons } from './person-buttons.js';

/** Who is signed in, and what goes with it: other people of the local cloud, permissions, signing out. */
@Component({
  selector: 'app-account-menu',
  imports: [Avatar, Icon, MatMenuModule, PersonButtons, RouterLink, TranslatePipe],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountMenu {
  protected readonly session = inject(Session);
  protected readonly config = inject(CLIENT_CONFIG);
  protected readonly people = viewChild.required<ElementRef<HTMLDialogElement>>('people');
  /** Others stand in the page only while one of them can be chosen. */
  protected readonly choosing = signal(false);
  protected readonly others = computed(() =>
    DEMO_PEOPLE.filter(({ userName }) => userName !== this.session.userName()),
  );

  protected showPeople(): void {
    this.choosing.set(true);
    this.people().nativeElement.showModal();
  }

  protected switchTo(person: DemoPerson): void {
    void this.session.signIn('/chat', person);
  }
}
