import { A11yModule } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslatePipe } from '@ngx-translate/core';

import { Inspector } from '../inspector/inspector.js';
import { ThreadList } from '../threads/thread-list.js';
import { Banner } from './banner.js';
import { Layout } from '../ui/layout.js';
import { Shortcuts } from './shortcuts.js';
import { TopBar } from './top-bar.js';

/** The signed-in page: history, chat, inspector. */
@Component({
  selector: 'app-shell',
  imports: [A11yModule, Banner, Inspector, RouterOutlet, Shortcuts, ThreadList, TopBar, TranslatePipe],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown.escape)': 'layout.closeOverlays()' },
})
export class Shell {
  protected readonly layout = inject(Layout);
}
