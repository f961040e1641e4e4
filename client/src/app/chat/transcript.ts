import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
} from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { CLIENT_CONFIG } from '../config/config.js';
import { ApprovalCard } from '../tool-calls/approval-card.js';
import { ElicitationForm } from '../tool-calls/elicitation-form.js';
import { SignInCard } from '../tool-calls/sign-in-card.js';
import { ToolCard } from '../tool-calls/tool-card.js';
import { Icon } from '../ui/icon.js';
import { MessageFocus } from '../ui/message-focus.js';
import { ChatStore } from '../conversation/chat-store.js';
import type { Entry, ToolEntry, UserEntry } from '../conversation/conversation.js';
import { FaultCard } from '../faults/fault-card.js';
import { Markdown } from '../markdown/markdown.js';
import { Revisions } from '../conversation/revisions.js';
import { OpenVersions, type Version, versionOfAnswer } from '../conversation/versions.js';
import { Comparison } from './comparison.js';
import { Question } from './question.js';
import { TurnActions } from './turn-actions.js';

/** One turn of the conversation: what a person wrote, or all that came back for it. */
type Turn =
  | { readonly kind: 'user'; readonly id: string; readonly entry: UserEntry }
  | {
      readonly kind: 'assistant';
      readonly id: string;
      /** What the person had asked. */
      readonly question: string;
      readonly questionId: string;
      readonly entries: readonly Entry[];
    };

/** The conversation as it stands. */
@Component({
  selector: 'app-transcript',
  imports: [
    ApprovalCard,
    Comparison,
    ElicitationForm,
    FaultCard,
    Icon,
    Markdown,
    Question,
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
  protected readonly config = inject(CLIENT_CONFIG);
  protected readonly revisions = inject(Revisions);
  protected readonly open = inject(OpenVersions);
  protected readonly conversation = this.store.conversation;
  protected readonly turns = computed(() => turnsOf(this.conversation().entries));
  /** Nothing to see yet of an answer that is on its way. */
  protected readonly thinking = computed(() => {
    const { entries, runState } = this.conversation();
    const last = entries.at(-1);
    if (runState !== 'running') return false;
    return last?.kind === 'user' || (last?.kind === 'tool' && last.state !== 'running');
  });

  constructor() {
    const log = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const focus = inject(MessageFocus);
    let before = 0;
    // A card goes with its decision: the focus goes to the next one, or to the message box.
    afterRenderEffect(() => {
      const open = this.store.open().length;
      if (open < before && open === 0) focus.call();
      else if (open < before) log.querySelector<HTMLElement>('h3[tabindex="-1"]')?.focus();
      before = open;
    });
  }

  protected versionOf(questionId: string): Version | undefined {
    return versionOfAnswer(this.open.versions(), questionId);
  }

  protected toolOf(toolCallId: string | undefined): ToolEntry | undefined {
    const entry = this.conversation().entries.find(({ kind, id }) => kind === 'tool' && id === toolCallId);
    return entry?.kind === 'tool' ? entry : undefined;
  }
}

/** Groups entries into turns, so that each can have a heading to jump to. */
function turnsOf(entries: readonly Entry[]): readonly Turn[] {
  const turns: Turn[] = [];
  let open: Entry[] | undefined;
  let question = '';
  let questionId = '';
  for (const entry of entries) {
    if (entry.kind === 'user') {
      turns.push({ kind: 'user', id: entry.id, entry });
      open = undefined;
      question = entry.text;
      questionId = entry.id;
    } else if (open === undefined) {
      open = [entry];
      turns.push({ kind: 'assistant', id: `turn-${entry.id}`, question, questionId, entries: open });
    } else {
      open.push(entry);
    }
  }
  return turns;
}
