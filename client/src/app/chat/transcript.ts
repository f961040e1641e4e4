import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { ApprovalCard } from '../tool-calls/approval-card.js';
import { ElicitationForm } from '../tool-calls/elicitation-form.js';
import { SignInCard } from '../tool-calls/sign-in-card.js';
import { ToolCard } from '../tool-calls/tool-card.js';
import { Icon } from '../shell/icon.js';
import { ChatStore } from './chat-store.js';
import type { ToolEntry } from './conversation.js';
import { FaultCard } from './fault-card.js';
import { Markdown } from './markdown/markdown.js';
import { TurnActions } from './turn-actions.js';
import { turnsOf } from './turns.js';

/** The conversation as it stands. */
@Component({
  selector: 'app-transcript',
  imports: [
    ApprovalCard,
    ElicitationForm,
    FaultCard,
    Icon,
    Markdown,
    SignInCard,
    ToolCard,
    TranslatePipe,
    TurnActions,
  ],
  templateUrl: './transcript.html',
  styleUrl: './transcript.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Transcript {
  protected readonly store = inject(ChatStore);
  protected readonly conversation = this.store.conversation;
  protected readonly turns = computed(() => turnsOf(this.conversation().entries));
  /** Nothing to see yet of an answer that is on its way. */
  protected readonly thinking = computed(() => {
    const { entries, runState } = this.conversation();
    const last = entries.at(-1);
    if (runState !== 'running') return false;
    return last?.kind === 'user' || (last?.kind === 'tool' && last.state !== 'running');
  });

  protected toolOf(toolCallId: string | undefined): ToolEntry | undefined {
    const entry = this.conversation().entries.find(({ kind, id }) => kind === 'tool' && id === toolCallId);
    return entry?.kind === 'tool' ? entry : undefined;
  }
}
