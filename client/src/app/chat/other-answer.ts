import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { DemoPerson } from '../auth/people.js';
import { Session } from '../auth/session.js';
import type { ChatEvent } from '../conversation/chat-event.js';
import { type Conversation, EMPTY } from '../conversation/conversation.js';
import { EventBatch } from '../conversation/event-batch.js';
import { reduce } from '../conversation/reduce.js';
import { RunStream } from '../conversation/run-stream.js';
import { FaultCard } from '../faults/fault-card.js';
import { faultOf } from '../faults/problem-error.js';
import { Markdown } from '../markdown/markdown.js';
import { ToolCard } from '../tool-calls/tool-card.js';
import { Avatar } from '../ui/avatar.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';

/** The same question, asked by somebody else of the local cloud with their own token: what differs are the rights. */
@Component({
  selector: 'app-other-answer',
  imports: [Avatar, FaultCard, FocusOnShow, Icon, Markdown, ToolCard, TranslatePipe],
  templateUrl: './other-answer.html',
  styleUrl: './other-answer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OtherAnswer {
  readonly person = input.required<DemoPerson>();
  readonly question = input.required<string>();
  readonly closed = output();
  readonly #stream = inject(RunStream);
  readonly #session = inject(Session);
  readonly #watch = new AbortController();
  readonly #conversation = signal<Conversation>({ ...EMPTY, runState: 'running' });
  readonly #threadId = crypto.randomUUID();
  protected readonly conversation = this.#conversation.asReadonly();
  /** What the person would have to do first, as a translation key; null where nothing stands in the way. */
  protected readonly hindrance = computed(() => {
    const [interrupt] = this.conversation().interrupts;
    if (interrupt === undefined) return null;
    if (interrupt.reason === 'auth_consent') return 'compare.consent';
    return interrupt.reason === 'auth_claims' ? 'compare.claims' : 'compare.approval';
  });

  constructor() {
    afterNextRender(() => void this.ask());
    inject(DestroyRef).onDestroy(() => this.#watch.abort());
  }

  protected async ask(): Promise<void> {
    const { signal: watched } = this.#watch;
    this.#conversation.set({ ...EMPTY, runState: 'running' });
    const batch = new EventBatch<ChatEvent>((ready) => {
      const now = Date.now();
      this.#conversation.update((state) => ready.reduce((next, event) => reduce(next, event, now), state));
    });
    const request = {
      threadId: this.#threadId,
      runId: crypto.randomUUID(),
      text: this.question(),
      person: this.person(),
    };
    try {
      for await (const event of this.#stream.start(request, watched)) batch.add(event);
      batch.flush();
    } catch (cause) {
      batch.flush();
      if (watched.aborted) return;
      const fault = faultOf(cause, Date.now());
      this.#conversation.update((state) => ({ ...state, runState: 'error', fault }));
    }
  }

  /** Signs in as that person and opens their chat, where they are asked. */
  protected goOn(): void {
    void this.#session.signIn(`/chat/${this.#threadId}`, this.person());
  }
}
