import { afterRenderEffect, Directive, ElementRef, inject, input, signal } from '@angular/core';

/** So near to the end counts as reading along. */
const NEAR_PX = 80;

/** Keeps the end in view while a person reads along, and never pulls back one who has scrolled up. */
@Directive({
  selector: '[appStickToBottom]',
  exportAs: 'stickToBottom',
  host: { '(scroll)': 'look()' },
})
export class StickToBottom {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** Whatever changes with the content; null while there is nothing to follow. */
  readonly follow = input<unknown>(null);
  readonly #away = signal(false);
  readonly away = this.#away.asReadonly();

  constructor() {
    afterRenderEffect(() => {
      if (this.follow() !== null && !this.#away()) this.#element.scrollTop = this.#element.scrollHeight;
    });
  }

  toBottom(): void {
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#away.set(false);
  }

  protected look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    this.#away.set(scrollHeight - scrollTop - clientHeight > NEAR_PX);
  }
}
