import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  signal,
} from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { RunInterrupt } from '#libs/contract';

import { ChatStore } from '../conversation/chat-store.js';
import type { ToolEntry } from '../conversation/conversation.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { argumentsOf } from './tool-words.js';
import { ValueView } from './value-view.js';

/** A click sooner than this was meant for what stood here before, so nothing can be allowed until then. */
const TOO_SOON_MS = 500;

/** Asks before a tool that changes something runs. Nothing is chosen beforehand, and no key says yes by accident. */
@Component({
  selector: 'app-approval-card',
  imports: [FocusOnShow, Icon, TranslatePipe, ValueView],
  templateUrl: './approval-card.html',
  styleUrl: './interrupt-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalCard {
  readonly interrupt = input.required<RunInterrupt>();
  readonly tool = input<ToolEntry>();
  readonly #store = inject(ChatStore);
  protected readonly armed = signal(false);

  protected readonly title = computed(
    () => this.tool()?.title ?? textOr(this.interrupt().metadata['title'], ''),
  );
  protected readonly server = computed(
    () => this.tool()?.server ?? textOr(this.interrupt().metadata['server'], ''),
  );
  protected readonly arguments = computed<unknown>(
    () => this.interrupt().metadata['arguments'] ?? argumentsOf(this.tool()),
  );
  protected readonly hasArguments = computed(
    () => Object.keys((this.arguments() ?? {}) as object).length > 0,
  );
  protected readonly destructive = computed(() => this.tool()?.annotations.destructiveHint === true);
  protected readonly openWorld = computed(() => this.tool()?.annotations.openWorldHint === true);
  /** Lasting permission only where the server offers it, and never for what cannot be undone. */
  protected readonly canRemember = computed(() => {
    const properties = (this.interrupt().responseSchema['properties'] ?? {}) as Record<string, unknown>;
    return properties['remember'] !== undefined && !this.destructive();
  });

  constructor() {
    const timer = setTimeout(() => this.armed.set(true), TOO_SOON_MS);
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected allow(remember?: 'chat'): void {
    this.#store.answer({
      interruptId: this.interrupt().id,
      status: 'resolved',
      payload: { approved: true, ...(remember === undefined ? {} : { remember }) },
    });
  }

  protected deny(): void {
    this.#store.answer({
      interruptId: this.interrupt().id,
      status: 'resolved',
      payload: { approved: false },
    });
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
