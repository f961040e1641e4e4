import type { Clock } from '../src/index.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that moves only when it is asked to. */
export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();

  #time: number;

  constructor(time = 1_800_000_000_000) {
    this.#time = time;
  }

  now(): number {
    return this.#time;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#time + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on and calls back whatever became due on the way, in order. */
  advance(ms: number): void {
    const end = this.#time + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#time = Math.max(this.#time, next.at);
      next.callback();
    }
    this.#time = end;
  }

  /** As {@link advance}, but lets `settle` finish what each due timer began: real work takes no time here. */
  async advanceSlowly(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#time + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.advance(Math.max(0, next.at - this.#time));
      await settle();
    }
    this.advance(end - this.#time);
  }

  /** Moves on as a machine that sleeps: no timer knows of it. */
  sleep(ms: number): void {
    this.#time += ms;
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.at <= end);
    return due.toSorted((left, right) => left.at - right.at)[0];
  }
}
