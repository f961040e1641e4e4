import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { Icon } from '../ui/icon.js';
import { resultKind } from './result-kind.js';
import { ValueView } from './value-view.js';

/** Longer text is folded first. */
const FOLD_AT = 1200;

/** A tool's result by its kind: a list of links, a list of values, or text. */
@Component({
  selector: 'app-result-view',
  imports: [Icon, TranslatePipe, ValueView],
  templateUrl: './result-view.html',
  styleUrl: './result-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResultView {
  readonly text = input.required<string>();
  readonly failed = input(false);
  protected readonly all = signal(false);
  protected readonly kind = computed(() => resultKind(this.text()));
  protected readonly folded = computed(() => !this.all() && this.text().length > FOLD_AT);
  protected readonly shownText = computed(() =>
    this.folded() ? `${this.text().slice(0, FOLD_AT)}…` : this.text(),
  );
  protected readonly size = computed(() => `${Math.max(1, Math.round(this.text().length / 1024))} kB`);
}
