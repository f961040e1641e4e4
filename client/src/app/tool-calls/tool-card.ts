import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ToolEntry, ToolState } from '../conversation/conversation.js';
import { Session } from '../auth/session.js';
import { durationText } from '../i18n/duration-text.js';
import { Language } from '../i18n/language.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Layout } from '../ui/layout.js';
import { identityOf } from './call-identity.js';
import { ResultView } from './result-view.js';
import { toolFault } from './tool-faults.js';
import { KNOWN_TOOLS, plainName, targetOf } from './tool-words.js';
import { ValueView } from './value-view.js';

const STATE_ICONS: Readonly<Record<ToolState, IconName>> = {
  running: 'wait',
  waiting: 'wait',
  done: 'check',
  failed: 'alert',
  denied: 'ban',
  cancelled: 'cross',
};

/** One tool call: a sentence when closed, everything about it when open. */
@Component({
  selector: 'app-tool-card',
  imports: [Avatar, Icon, ResultView, TranslatePipe, ValueView],
  templateUrl: './tool-card.html',
  styleUrl: './tool-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToolCard {
  readonly tool = input.required<ToolEntry>();
  /** Whose call it is, where it is not that of the signed-in person. */
  readonly who = input<string>();
  readonly #language = inject(Language);
  readonly #session = inject(Session);
  protected readonly layout = inject(Layout);
  protected readonly open = signal(false);
  protected readonly bodyId = computed(() => `tool-${this.tool().id}`);
  protected readonly icon = computed(() => KNOWN_TOOLS[plainName(this.tool().name)] ?? 'bolt');
  protected readonly stateIcon = computed(() => STATE_ICONS[this.tool().state]);
  protected readonly identity = computed(() => identityOf(this.tool()));
  protected readonly name = computed(() => this.who() ?? this.#session.name());
  protected readonly firstName = computed(() => this.name().split(' ')[0] ?? '');
  /** Translation key of what went wrong, in words for people; null where only the tool's own words are known. */
  protected readonly failure = computed(() =>
    this.tool().state === 'failed' ? toolFault(this.tool().code) : null,
  );
  protected readonly target = computed(() => targetOf(this.tool()));

  /** Translation key of the sentence: the tool's own, or the general one; a call that came to nothing has only a title. */
  protected readonly sentence = computed(() => {
    const tool = this.tool();
    if (tool.state !== 'done' && tool.state !== 'running') return 'toolCard.title';
    const tense = tool.state;
    const name = plainName(tool.name);
    return KNOWN_TOOLS[name] === undefined ? `toolCard.${tense}` : `tools.${name}.${tense}`;
  });

  protected readonly duration = computed(() => {
    const ms = this.tool().durationMs;
    return ms === undefined ? '' : durationText(ms, this.#language.current());
  });

  /** The arguments as a value, or the text itself while it is not JSON yet. */
  protected readonly arguments = computed<unknown>(() => parsed(this.tool().argumentsText));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
