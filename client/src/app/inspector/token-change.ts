import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import type { ClaimSet } from '#libs/contract';

let tables = 0;

const COMPARED = ['aud', 'scp', 'name', 'oid', 'tid', 'iss'] as const;

/** The token that came in beside the one it was exchanged for: the audience changes, the person stays. */
@Component({
  selector: 'app-token-change',
  imports: [TranslatePipe],
  templateUrl: './token-change.html',
  styleUrl: './token-change.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TokenChange {
  readonly incoming = input.required<ClaimSet>();
  readonly exchanged = input.required<ClaimSet>();
  protected readonly titleId = `change-title-${(tables += 1)}`;
  protected readonly samePerson = computed(() => {
    const oid = this.exchanged()['oid'];
    return oid !== undefined && oid === this.incoming()['oid'];
  });
  protected readonly person = computed(() => String(this.incoming()['name'] ?? this.incoming()['oid'] ?? ''));
  protected readonly rows = computed(() =>
    COMPARED.map((name) => {
      const before = shown(this.incoming()[name]);
      const after = shown(this.exchanged()[name]);
      return { name, before, after, same: before === after };
    }).filter((row) => row.before !== '' || row.after !== ''),
  );
}

function shown(value: unknown): string {
  return value === undefined ? '' : String(value);
}
