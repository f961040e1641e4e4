import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslatePipe } from '@ngx-translate/core';

import { Icon } from '../ui/icon.js';
import { Language, LANGUAGES } from '../i18n/language.js';

@Component({
  selector: 'app-language-switch',
  imports: [Icon, MatMenuModule, MatTooltip, TranslatePipe],
  template: `
    <button
      type="button"
      class="icon-button"
      [attr.aria-label]="'settings.language' | translate"
      [matTooltip]="'settings.language' | translate"
      [matMenuTriggerFor]="menu"
    >
      <app-icon name="language" />
    </button>
    <mat-menu #menu="matMenu">
      @for (option of languages; track option.code) {
        <button
          mat-menu-item
          role="menuitemradio"
          [attr.lang]="option.code"
          [attr.aria-checked]="language.current() === option.code"
          [class.chosen]="language.current() === option.code"
          (click)="language.choose(option.code)"
        >
          {{ option.name }}
        </button>
      }
    </mat-menu>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LanguageSwitch {
  protected readonly language = inject(Language);
  protected readonly languages = LANGUAGES;
}
