import { Directive, effect, ElementRef, inject, input } from '@angular/core';
import { TranslateService } from '@ngx-translate/core';

import { decorateCode } from './code-block.js';
import { safeFragment } from './sanitize.js';

/** Puts one rendered block into the page, and dresses its code once it is complete. */
@Directive({ selector: '[appMarkdownBlock]' })
export class MarkdownBlock {
  readonly html = input.required<string>({ alias: 'appMarkdownBlock' });
  readonly settled = input(true);

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const translate = inject(TranslateService);
    effect(() => {
      const fragment = safeFragment(this.html());
      for (const table of fragment.querySelectorAll('table')) scrollable(table);
      const blocks = [...fragment.querySelectorAll('pre')];
      const words = {
        copy: translate.instant('chat.copy') as string,
        copied: translate.instant('chat.copied') as string,
        diagram: translate.instant('chat.diagram') as string,
      };
      for (const pre of blocks) decorateCode(pre, words, this.settled());
      host.replaceChildren(fragment);
    });
  }
}

/** A wide table scrolls by itself, also by keyboard, instead of widening the page. */
function scrollable(table: HTMLTableElement): void {
  const frame = table.ownerDocument.createElement('div');
  frame.className = 'md-table';
  frame.tabIndex = 0;
  table.replaceWith(frame);
  frame.append(table);
}
