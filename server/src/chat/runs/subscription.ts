/** How a listener gets a run's events: in order, without gaps, and no faster than it takes them. */
import type { LoggedEvent } from '../records/event-log.js';

/**
 * Why no more events come: the run is over, the server goes away and the log goes on elsewhere, or the log cannot be
 * read or written (`event` is the run's last word then, and not in the log).
 */
export type FeedEnd =
  | { readonly why: 'over' }
  | { readonly why: 'restarting' }
  | { readonly why: 'broken'; readonly event?: LoggedEvent };

/** Whoever gets events. Called without promises in between: this happens for each batch of each stream. */
export interface Listener {
  /** Returns false where no more may come until `Subscription.resume`. */
  take(events: readonly LoggedEvent[]): boolean;
  /** Called once, last. */
  end(end: FeedEnd): void;
}

/** Where events come from. */
export interface EventSource {
  /** Some of the events after number `after`; none: there are none yet. */
  after(after: number): readonly LoggedEvent[] | Promise<readonly LoggedEvent[]>;
  /** Once no further events will come. */
  endOf(): FeedEnd | undefined;
}

/** Follows a run after event `after`, until the listener is at the end of it or leaves. */
export type Follow = (after: number, listener: Listener) => Subscription;

/** One listener's place in a run. */
export class Subscription {
  #at: number;
  #reading = false;
  #paused = false;
  #closed = false;
  readonly #source: EventSource;
  readonly #listener: Listener;
  readonly #left: (subscription: Subscription) => void;

  /** @param left called once, when the listener left or was at the end */
  constructor(
    source: EventSource,
    listener: Listener,
    after: number,
    left: (subscription: Subscription) => void,
  ) {
    this.#source = source;
    this.#listener = listener;
    this.#at = after;
    this.#left = left;
  }

  /** Hands on what there is. */
  pump(): void {
    while (!this.#reading && !this.#paused && !this.#closed) {
      const next = this.#source.after(this.#at);
      if (next instanceof Promise) return this.#read(next);
      if (!this.#hand(next)) return;
    }
  }

  /** The listener takes events again. */
  resume(): void {
    this.#paused = false;
    this.pump();
  }

  /** The listener has left. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#left(this);
  }

  #read(reading: Promise<readonly LoggedEvent[]>): void {
    this.#reading = true;
    reading.then(
      (events) => {
        this.#reading = false;
        if (!this.#closed && this.#hand(events)) this.pump();
      },
      () => this.#finish({ why: 'broken' }),
    );
  }

  /** Returns true where there may be more. */
  #hand(events: readonly LoggedEvent[]): boolean {
    const last = events.at(-1);
    if (!last) {
      const end = this.#source.endOf();
      if (end) this.#finish(end);
      return false;
    }
    this.#at = last.seq;
    this.#paused = !this.#listener.take(events);
    return true;
  }

  #finish(end: FeedEnd): void {
    if (this.#closed) return;
    this.close();
    this.#listener.end(end);
  }
}
