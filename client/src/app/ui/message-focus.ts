import { Injectable, signal } from '@angular/core';

/**
 * Calls the focus to the message box: for what removes the control that was just used. Otherwise it would fall to the
 * page, and a person at the keyboard would have to find their place again.
 */
@Injectable({ providedIn: 'root' })
export class MessageFocus {
  readonly #calls = signal(0);
  /** Changes with each call. */
  readonly calls = this.#calls.asReadonly();

  call(): void {
    this.#calls.update((calls) => calls + 1);
  }
}
