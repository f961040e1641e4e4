import { afterNextRender, Directive, ElementRef, inject, input } from '@angular/core';

/**
 * Takes the focus when it appears: for what replaces the control that was just used, or asks for a decision. With
 * `pointer` only where there is a mouse: on a phone the focus would bring up the keyboard over half the page.
 */
@Directive({ selector: '[appFocusOnShow]' })
export class FocusOnShow {
  readonly on = input<'' | 'pointer'>('', { alias: 'appFocusOnShow' });

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      if (this.on() === 'pointer' && !matchMedia('(pointer: fine)').matches) return;
      element.focus({ preventScroll: true });
    });
  }
}
