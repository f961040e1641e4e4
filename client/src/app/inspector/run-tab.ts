import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { ChatStore } from '../conversation/chat-store.js';
import { durationText } from '../i18n/duration-text.js';
import { Language } from '../i18n/language.js';

/** The run as a timeline: rounds of the model and tool calls, with their times, and the tokens used. */
@Component({
  selector: 'app-run-tab',
  imports: [TranslatePipe],
  templateUrl: './run-tab.html',
  styleUrl: './run-tab.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunTab {
  readonly #language = inject(Language);
  protected readonly conversation = inject(ChatStore).conversation;
  protected readonly bars = computed(() => {
    const { spans } = this.conversation();
    const start = Math.min(...spans.map((span) => span.startedAt));
    const end = Math.max(...spans.map((span) => span.endedAt ?? span.startedAt));
    const whole = Math.max(1, end - start);
    return spans.map((span) => {
      const length = (span.endedAt ?? end) - span.startedAt;
      return {
        ...span,
        left: ((span.startedAt - start) / whole) * 100,
        width: Math.max(1.5, (length / whole) * 100),
        time: span.endedAt === undefined ? '' : durationText(length, this.#language.current()),
      };
    });
  });
  protected readonly usage = computed(() => this.conversation().usage);
}
