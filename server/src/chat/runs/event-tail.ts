import type { LoggedEvent } from '../records/event-log.js';

/** How many events are kept, in number and in characters. */
const KEPT_EVENTS = 64;
const KEPT_CHARS = 64 * 1024;
/** What a listener gets at once: so many events, and no more characters than this unless one event has more. */
export const PAGE_EVENTS = 100;
export const PAGE_CHARS = 64 * 1024;

/** The newest events of a run, in memory; whoever is further behind reads the log. */
export class EventTail {
  #events: LoggedEvent[];
  #chars: number;

  constructor(first: LoggedEvent) {
    this.#events = [first];
    this.#chars = first.json.length;
  }

  /** Number of the newest event. */
  get last(): number {
    return this.#events.at(-1)?.seq ?? 0;
  }

  add(events: readonly LoggedEvent[]): void {
    this.#events.push(...events);
    for (const { json } of events) this.#chars += json.length;
    if (this.#events.length <= KEPT_EVENTS * 2 && this.#chars <= KEPT_CHARS * 2) return;
    // Seldom and in one go: shifting one by one would cost more than it frees.
    let from = 0;
    while (
      this.#events.length - from > KEPT_EVENTS ||
      (this.#chars > KEPT_CHARS && from < this.#events.length - 1)
    )
      this.#chars -= this.#events[from++]?.json.length ?? 0;
    this.#events = this.#events.slice(from);
  }

  /** The next events after number `after`; `undefined` where they are no longer kept. */
  after(after: number): readonly LoggedEvent[] | undefined {
    const from = after + 1 - (this.#events[0]?.seq ?? 1);
    if (from < 0) return undefined;
    let chars = 0;
    let to = from;
    while (to < this.#events.length && to - from < PAGE_EVENTS) {
      chars += this.#events[to]?.json.length ?? 0;
      if (chars > PAGE_CHARS && to > from) break;
      to++;
    }
    return this.#events.slice(from, to);
  }
}
