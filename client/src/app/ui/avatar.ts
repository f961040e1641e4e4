import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A person's initials in a circle; decorative, as their name always stands beside it or in the control's name. */
@Component({
  selector: 'app-avatar',
  template: '',
  styles: `
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      inline-size: 28px;
      block-size: 28px;
      border: 1px solid var(--line-strong);
      border-radius: 50%;
      background: var(--selected);
      color: var(--text);
      font: 650 11px/1 var(--sans);
    }
    :host::before {
      content: attr(data-initials);
    }
    :host(.small) {
      inline-size: 20px;
      block-size: 20px;
      font-size: 9px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true', '[attr.data-initials]': 'initials()' },
})
export class Avatar {
  readonly name = input.required<string>();
  protected readonly initials = computed(() => {
    const words = this.name().split(/\s+/).filter(Boolean);
    const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '');
    return letters.join('').toUpperCase();
  });
}
