import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ToolsAnswer, ToolSummary } from '#libs/contract';

import { FaultCard } from '../faults/fault-card.js';
import { faultOf } from '../faults/problem-error.js';

/** What the chat may call, server by server, and whether it asks first. */
@Component({
  selector: 'app-tools-tab',
  imports: [FaultCard, TranslatePipe],
  templateUrl: './tools-tab.html',
  styleUrl: './tools-tab.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToolsTab {
  protected readonly tools = httpResource<ToolsAnswer>(() => '/api/tools');
  protected readonly servers = computed(() => (this.tools.hasValue() ? this.tools.value().servers : []));
  protected readonly fault = computed(() => {
    const error = this.tools.error();
    return error === undefined ? null : faultOf(error, Date.now());
  });

  /** What a call does, as far as the tool says. */
  protected effect(tool: ToolSummary): 'reads' | 'destructive' | 'changes' {
    if (tool.annotations.readOnlyHint === true) return 'reads';
    return tool.annotations.destructiveHint === true ? 'destructive' : 'changes';
  }
}
