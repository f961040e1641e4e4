import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Line drawings on a 24 px grid. */
const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  plus: 'M12 5v14M5 12h14',
  panel: 'M4 5h16v14H4zM14.5 5v14',
  sun: 'M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  language:
    'M4 6h9M8.5 4v2M11.5 6c-1 4-3.6 7-7 8.500M6 9.500c1.200 2.300 3 4 5.500 5M12.500 20l4-9.500 4 9.500M13.900 17h5.200',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  send: 'M12 19V5.500M6 11l6-6 6 6',
  stop: 'M7.500 7.500h9v9h-9z',
  copy: 'M9 9h10v11H9zM15 9V5H5v11h4',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  alert: 'M12 4.500l8.500 15h-17zM12 10v4.500M12 17v.1',
  chevron: 'M9.500 6.500l5.500 5.500-5.500 5.500',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15.500 15.500L20 20',
  person:
    'M12 4.500a3.700 3.700 0 1 0 0 7.400 3.700 3.700 0 0 0 0-7.400M5 20c.6-3.600 3.300-5.600 7-5.600s6.400 2 7 5.600',
  key: 'M8 10.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 11.700L19.500 4M16 7.200l2.600 2.600',
  note: 'M6 4h9l3.500 3.500V20H6zM9 11h6.500M9 15h6.500',
  trash: 'M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5',
  book: 'M5 5c3-1 5-.6 7 1 2-1.600 4-2 7-1v13.500c-3-1-5-.6-7 1-2-1.600-4-2-7-1zM12 6v13.500',
  code: 'M8.500 7L3.500 12l5 5M15.500 7l5 5-5 5',
  bolt: 'M13 3L5.500 13.500H12L11 21l7.500-10.500H12z',
  ban: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M6.400 6.400l11.200 11.200',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  form: 'M5 5h14v14H5zM8 9.500h8M8 14.500h4',
  retry: 'M19 12a7 7 0 1 1-2.300-5.200M19 4v4.500h-4.500',
  down: 'M12 5v13.500M6 13l6 6 6-6',
  pencil: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  wait: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.500l3 2',
} as const;
export type IconName = keyof typeof PATHS;

/** A decorative icon: whatever it says is also said in words beside it. */
@Component({
  selector: 'app-icon',
  template: `
    <svg
      viewBox="0 0 24 24"
      [attr.width]="size()"
      [attr.height]="size()"
      aria-hidden="true"
      focusable="false"
    >
      <path
        [attr.d]="path()"
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  `,
  styles: ':host{display:inline-grid;flex:none}',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly size = input(20);
  protected readonly path = computed(() => PATHS[this.name()]);
}
