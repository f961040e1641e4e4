import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslatePipe } from '@ngx-translate/core';

import { Icon } from '../ui/icon.js';
import { Theme, THEMES } from './theme.js';

@Component({
  selector: 'app-theme-switch',
  imports: [Icon, MatMenuModule, MatTooltip, TranslatePipe],
  template: `
    <button
      type="button"
      class="icon-button"
      [attr.aria-label]="'settings.theme' | translate"
      [matTooltip]="'settings.theme' | translate"
      [matMenuTriggerFor]="menu"
    >
      <app-icon name="sun" />
    </button>
    <mat-menu #menu="matMenu">
      @for (option of themes; track option) {
        <button
          mat-menu-item
          role="menuitemradio"
          [attr.aria-checked]="theme.choice() === option"
          [class.chosen]="theme.choice() === option"
          (click)="theme.choose(option)"
        >
          {{ 'settings.themes.' + option | translate }}
        </button>
      }
    </mat-menu>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ThemeSwitch {
  protected readonly theme = inject(Theme);
  protected readonly themes = THEMES;
}
