import { Injectable, signal } from '@angular/core';

const KEY = 'torii.streaming';

/** Small choices of a person, kept for the next visit. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  readonly #streaming = signal(localStorage.getItem(KEY) !== 'off');
  /** Show the answer while it is written, or all at once. */
  readonly streaming = this.#streaming.asReadonly();

  setStreaming(on: boolean): void {
    localStorage.setItem(KEY, on ? 'on' : 'off');
    this.#streaming.set(on);
  }
}
