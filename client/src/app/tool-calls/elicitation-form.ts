import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { RunInterrupt } from '#libs/contract';

import { ChatStore } from '../conversation/chat-store.js';
import type { ToolEntry } from '../conversation/conversation.js';
import { FocusOnShow } from '../ui/focus-on-show.js';
import { Icon } from '../ui/icon.js';
import { ArgumentFields } from './argument-fields.js';
import { contentOf, fieldsOf, type FieldValue } from './elicitation-fields.js';

/** A tool asks the person for something: a form made from the schema that came with the question. */
@Component({
  selector: 'app-elicitation-form',
  imports: [ArgumentFields, FocusOnShow, Icon, TranslatePipe],
  templateUrl: './elicitation-form.html',
  styleUrl: './interrupt-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ElicitationForm {
  readonly interrupt = input.required<RunInterrupt>();
  readonly tool = input<ToolEntry>();
  readonly #store = inject(ChatStore);
  readonly #values = signal<Readonly<Record<string, FieldValue>>>({});
  protected readonly tried = signal(false);
  protected readonly fields = computed(() => fieldsOf(this.interrupt().responseSchema));
  protected readonly values = computed(() => ({
    ...Object.fromEntries(this.fields().map((field) => [field.name, field.initial])),
    ...this.#values(),
  }));
  protected readonly content = computed(() => contentOf(this.fields(), this.values()));

  /** The one field of a question that is answered by yes or no. */
  protected readonly yesOrNo = computed(() => {
    const [only, ...more] = this.fields();
    return only?.kind === 'boolean' && more.length === 0 ? only : null;
  });

  protected yes(name: string): void {
    this.set(name, true);
    this.submit();
  }

  protected set(name: string, value: FieldValue): void {
    this.#values.update((values) => ({ ...values, [name]: value }));
  }

  protected submit(): void {
    this.tried.set(true);
    const { content, faulty } = this.content();
    if (faulty.length > 0) return;
    this.#store.answer({ interruptId: this.interrupt().id, status: 'resolved', payload: content });
  }

  protected decline(): void {
    this.#store.answer({ interruptId: this.interrupt().id, status: 'cancelled' });
  }
}
