import { ChangeDetectionStrategy, Component } from '@angular/core';

/** The product's name with its gate. */
@Component({
  selector: 'app-mark',
  template: `
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <path d="M3 7c8.500 2.300 17.500 2.300 26 0M6 13.500h20M10 8.800V27M22 8.800V27M16 9.300v4" />
    </svg>
    <span>Torii</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 10px;
      font: 650 16px/24px var(--sans);
      letter-spacing: 0.01em;
    }
    path {
      fill: none;
      stroke: var(--brand);
      stroke-width: 2.8;
      stroke-linecap: round;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Mark {}
