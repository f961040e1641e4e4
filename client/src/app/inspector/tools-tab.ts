import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslatePipe } from '@ngx-translate/core';

import type { AllowanceList, ToolsAnswer, ToolSummary } from '#libs/contract';

import { ChatStore } from '../conversation/chat-store.js';
import { FaultCard } from '../faults/fault-card.js';
import { faultOf } from '../faults/problem-error.js';

/** What the chat may call, server by server, and whether it asks first. */
@Component({
  selector: 'app-tools-tab',
  imports: [FaultCard, RouterLink, TranslatePipe],
  templateUrl: './tools-tab.html',
  styleUrl: './tools-tab.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToolsTab {
  readonly #store = inject(ChatStore);
  readonly #allowances = httpResource<AllowanceList>(() => '/api/tools/allowances');
  protected readonly tools = httpResource<ToolsAnswer>(() => '/api/tools');
  protected readonly servers = computed(() => (this.tools.hasValue() ? this.tools.value().servers : []));
  protected readonly fault = computed(() => {
    const error = this.tools.error();
    return error === undefined ? null : faultOf(error, Date.now());
  });

  /** Whether a call asks first, in the open chat. */
  protected policy(server: string, { name, policy }: ToolSummary): 'run' | 'ask' | 'chat' {
    const known = this.#allowances.hasValue() ? this.#allowances.value().allowances : [];
    const here = known.some(
      (one) => one.server === server && one.tool === name && one.threadId === this.#store.threadId(),
    );
    return policy === 'ask' && here ? 'chat' : policy;
  }

  /** What a call does, as far as the tool says. */
  protected effect(tool: ToolSummary): 'reads' | 'destructive' | 'changes' {
    if (tool.annotations.readOnlyHint === true) return 'reads';
    return tool.annotations.destructiveHint === true ? 'destructive' : 'changes';
  }
}
