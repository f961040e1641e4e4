import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslatePipe } from '@ngx-translate/core';

import { Session } from '../auth/session.js';
import { Icon } from '../ui/icon.js';
import type { Fault } from './fault.js';
import { faultKey } from './fault-words.js';

/** A failure in words: what happened, why, what now, and the id to give to support. */
@Component({
  selector: 'app-fault-card',
  imports: [Icon, TranslatePipe],
  templateUrl: './fault-card.html',
  styleUrl: './fault-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
})
export class FaultCard {
  readonly fault = input.required<Fault>();
  readonly retry = output();
  /** The page is about to be left to sign in again. */
  readonly leaving = output();
  readonly #session = inject(Session);
  readonly #now = signal(Date.now());

  protected readonly key = computed(() => `faults.${faultKey(this.fault().code)}`);
  protected readonly needsSignIn = computed(() => faultKey(this.fault().code) === 'session_expired');
  /** Whole seconds until a retry makes sense. */
  protected readonly wait = computed(() =>
    Math.max(0, Math.ceil(((this.fault().retryAt ?? 0) - this.#now()) / 1000)),
  );

  constructor() {
    const timer = setInterval(() => this.#now.set(Date.now()), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected signIn(): void {
    this.leaving.emit();
    void this.#session.signInAgain();
  }
}
