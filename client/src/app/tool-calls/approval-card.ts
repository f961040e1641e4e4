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
import { ArgumentFields } from './argument-fields.js';
import { ApprovalPreview } from './approval-preview.js';
import { contentOf, type Field, fieldsOf, type FieldValue } from './elicitation-fields.js';
import { argumentsOf, ASKED_TOOLS, plainName } from './tool-words.js';
import { ValueView } from './value-view.js';

/** A click sooner than this was meant for what stood here before, so nothing can be allowed until then. */
const TOO_SOON_MS = 500;

type Json = Readonly<Record<string, unknown>>;
const NOTHING: Json = {};

/**
 * Asks before a tool that changes something runs, and shows the thing itself: what would be changed, or what would be
 * written, which can be corrected. Nothing is chosen beforehand, and no key says yes by accident.
 */
@Component({
  selector: 'app-approval-card',
  imports: [ApprovalPreview, ArgumentFields, FocusOnShow, Icon, TranslatePipe, ValueView],
  templateUrl: './approval-card.html',
  styleUrl: './interrupt-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalCard {
  readonly interrupt = input.required<RunInterrupt>();
  readonly tool = input<ToolEntry>();
  readonly #store = inject(ChatStore);
  readonly #values = signal<Readonly<Record<string, FieldValue>>>({});
  protected readonly armed = signal(false);
  protected readonly tried = signal(false);

  protected readonly title = computed(() => this.tool()?.title ?? this.#fact('title'));
  protected readonly server = computed(() => this.tool()?.server ?? this.#fact('server'));
  /** Translation key of the question: the tool's own, or the general one. */
  protected readonly question = computed(() => {
    const name = plainName(this.tool()?.name ?? this.#fact('tool'));
    return ASKED_TOOLS.some((asked) => asked === name) ? `approval.ask.${name}` : 'approval.question';
  });
  protected readonly preview = computed(() => objectOr(this.interrupt().metadata['preview'], null));
  protected readonly arguments = computed<Json>(() =>
    objectOr(this.interrupt().metadata['arguments'], argumentsOf(this.tool())),
  );
  protected readonly destructive = computed(() => this.tool()?.annotations.destructiveHint === true);
  protected readonly openWorld = computed(() => this.tool()?.annotations.openWorldHint === true);
  protected readonly changed = computed(() => this.interrupt().metadata['changed'] === true);

  /** What can be corrected: plain members of what would be written. What is only named by an id cannot. */
  protected readonly fields = computed<readonly Field[]>(() => {
    const schema = objectOr(this.#properties()['arguments'], NOTHING);
    if (this.preview() !== null || this.destructive()) return [];
    const known = this.arguments();
    return fieldsOf(schema).filter(({ name }) => known[name] === undefined || isPlain(known[name]));
  });
  protected readonly values = computed(() => ({
    ...Object.fromEntries(
      this.fields().map((field) => [field.name, shown(this.arguments()[field.name], field)]),
    ),
    ...this.#values(),
  }));
  /** Arguments that no field shows. */
  protected readonly rest = computed(() => {
    const named = new Set(this.fields().map(({ name }) => name));
    return Object.fromEntries(Object.entries(this.arguments()).filter(([name]) => !named.has(name)));
  });
  protected readonly hasRest = computed(() => this.preview() === null && Object.keys(this.rest()).length > 0);
  protected readonly content = computed(() => contentOf(this.fields(), this.values()));
  readonly #properties = computed(() => objectOr(this.interrupt().responseSchema['properties'], NOTHING));

  constructor() {
    const timer = setTimeout(() => this.armed.set(true), TOO_SOON_MS);
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected set(name: string, value: FieldValue): void {
    this.#values.update((values) => ({ ...values, [name]: value }));
  }

  protected allow(remember?: 'chat' | 'always'): void {
    this.tried.set(true);
    const { content, faulty } = this.content();
    if (faulty.length > 0) return;
    this.#answer({
      approved: true,
      ...this.#edited(content),
      ...(remember === undefined ? {} : { remember }),
    });
  }

  protected deny(): void {
    this.#answer({ approved: false });
  }

  #answer(payload: Json): void {
    this.#store.answer({ interruptId: this.interrupt().id, status: 'resolved', payload });
  }

  /** Only what the person changed makes the arguments theirs. */
  #edited(content: Json): { readonly arguments?: Json } {
    if (Object.keys(this.#values()).length === 0) return {};
    const edited = { ...this.rest(), ...content };
    return JSON.stringify(sorted(edited)) === JSON.stringify(sorted(this.arguments()))
      ? {}
      : { arguments: edited };
  }

  #fact(name: string): string {
    const value = this.interrupt().metadata[name];
    return typeof value === 'string' ? value : '';
  }
}

function objectOr<T>(value: unknown, otherwise: T): Json | T {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : otherwise;
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function shown(value: unknown, field: Field): FieldValue {
  if (value === undefined || value === null) return field.initial;
  return typeof value === 'boolean' ? value : String(value);
}

function sorted(value: Json): readonly (readonly [string, unknown])[] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
