import { ChangeDetectionStrategy, Component, computed, input, ViewEncapsulation } from '@angular/core';

import { Blocks } from './blocks.js';
import { MarkdownBlock } from './markdown-block.js';

/** An answer in Markdown, also while it grows. */
@Component({
  selector: 'app-markdown',
  imports: [MarkdownBlock],
  template: `
    @for (block of blocks(); track $index) {
      <div [appMarkdownBlock]="block.html" [settled]="block.settled" [class.growing]="!block.settled"></div>
    }
  `,
  styleUrl: './markdown.scss',
  // The blocks are made by the sanitizer, not by this template: scoped styles would not reach them.
  encapsulation: ViewEncapsulation.None,
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'md' },
})
export class Markdown {
  readonly text = input.required<string>();
  readonly open = input(false);
  readonly #blocks = new Blocks();
  protected readonly blocks = computed(() => this.#blocks.update(this.text(), this.open()));
}
