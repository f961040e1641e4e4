import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { DEMO_PEOPLE, type DemoPerson } from '../auth/people.js';
import { Session } from '../auth/session.js';
import { CLIENT_CONFIG } from '../config/config.js';
import { LanguageSwitch } from '../preferences/language-switch.js';
import { ThemeSwitch } from '../preferences/theme-switch.js';
import { Banner } from './banner.js';
import { PersonButtons } from './person-buttons.js';
import { Icon } from '../ui/icon.js';
import { Mark } from '../ui/mark.js';

/** The page before signing in: what this is, one button, and who may be tried in local mode. */
@Component({
  selector: 'app-welcome',
  imports: [Banner, Icon, LanguageSwitch, Mark, PersonButtons, ThemeSwitch, TranslatePipe],
  templateUrl: './welcome.html',
  styleUrl: './welcome.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  // Back from the authority by the browser's own button: the page may come out of its cache as it was left.
  host: { '(window:pageshow)': 'leaving.set(false)' },
})
export class Welcome {
  readonly #session = inject(Session);
  protected readonly config = inject(CLIENT_CONFIG);
  /** Where the person wanted to go before being sent here. */
  readonly from = input<string>();
  protected readonly leaving = signal(false);
  protected readonly people = DEMO_PEOPLE;
  protected readonly steps = ['signIn', 'ask', 'exchange', 'answer'] as const;

  protected async signIn(person?: DemoPerson): Promise<void> {
    this.leaving.set(true);
    const from = this.from() ?? '/chat';
    // Only a path of this client: an address from the query must not lead anywhere else.
    await this.#session.signIn(/^\/chat(\/[\w-]+)?$/.test(from) ? from : '/chat', person);
    this.leaving.set(false);
  }
}
