import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatTabsModule } from '@angular/material/tabs';
import { TranslatePipe } from '@ngx-translate/core';

import { Icon } from '../ui/icon.js';
import { INSPECTOR_TABS, Layout } from '../ui/layout.js';
import { IdentityTab } from './identity-tab.js';
import { RunTab } from './run-tab.js';
import { ToolsTab } from './tools-tab.js';

/** Looks behind the chat: whose token went where, how long it took, what could be called. */
@Component({
  selector: 'app-inspector',
  imports: [Icon, IdentityTab, MatTabsModule, RunTab, ToolsTab, TranslatePipe],
  templateUrl: './inspector.html',
  styleUrl: './inspector.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Inspector {
  protected readonly layout = inject(Layout);
  protected readonly tabs = INSPECTOR_TABS;
}
