import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

interface Row {
  readonly name: string;
  readonly text: string;
  readonly structured: boolean;
}

/** Any JSON value: a flat object as a short list, everything else as formatted JSON. Always text, never HTML. */
@Component({
  selector: 'app-value-view',
  template: `
    @if (rows(); as list) {
      <dl>
        @for (row of list; track row.name) {
          <div>
            <dt>{{ row.name }}</dt>
            <dd [class.json]="row.structured">{{ row.text }}</dd>
          </div>
        }
      </dl>
    } @else {
      <pre tabindex="0">{{ json() }}</pre>
    }
  `,
  styleUrl: './value-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ValueView {
  readonly value = input.required<unknown>();
  protected readonly rows = computed<readonly Row[] | null>(() => {
    const value = this.value();
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    const entries = Object.entries(value);
    return entries.length === 0 ? null : entries.map(([name, member]) => row(name, member));
  });
  protected readonly json = computed(() => {
    const value = this.value();
    return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  });
}

function row(name: string, member: unknown): Row {
  if (member === null || typeof member !== 'object') return { name, text: String(member), structured: false };
  if (Array.isArray(member) && member.every((item) => typeof item !== 'object')) {
    return { name, text: member.join(', '), structured: false };
  }
  return { name, text: JSON.stringify(member, null, 2), structured: true };
}
