import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { TranslatePipe, TranslateService } from '@ngx-translate/core';

import type { Field, FieldValue } from './elicitation-fields.js';

/** From this length on a text gets more than one line. */
const LONG_TEXT = 60;
let forms = 0;

/** Fields made from a schema, each with a label in the person's language where the client knows its name. */
@Component({
  selector: 'app-argument-fields',
  imports: [TranslatePipe],
  templateUrl: './argument-fields.html',
  styleUrl: './interrupt-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'fields' },
})
export class ArgumentFields {
  readonly fields = input.required<readonly Field[]>();
  readonly values = input.required<Readonly<Record<string, FieldValue>>>();
  /** Names of fields that do not fit yet. */
  readonly faulty = input<readonly string[]>([]);
  /** Shows what the schema says of each field. */
  readonly describe = input(false);
  readonly write = output<{ readonly name: string; readonly value: FieldValue }>();
  readonly #translate = inject(TranslateService);
  protected readonly id = `fields-${(forms += 1)}-`;

  protected label({ name, label }: Field): string {
    const key = `argumentNames.${name}`;
    const known = this.#translate.instant(key) as string;
    return known === key ? label : known;
  }

  protected long({ name, kind }: Field): boolean {
    return kind === 'text' && (name === 'text' || String(this.values()[name] ?? '').length > LONG_TEXT);
  }
}
