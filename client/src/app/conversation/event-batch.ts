/** Collects what arrives within one animation frame, so that a fast stream costs one change a frame. */
export class EventBatch<T> {
  #waiting: T[] = [];
  #scheduled = false;

  constructor(readonly apply: (ready: readonly T[]) => void) {}

  add(item: T): void {
    this.#waiting.push(item);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // A hidden tab gets no frames; the answer must go on there all the same.
    if (document.hidden) setTimeout(() => this.flush(), 100);
    else requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    this.#scheduled = false;
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting;
    this.#waiting = [];
    this.apply(ready);
  }
}

/** Hands events on in batches as they come; where they break off, what came before is handed on first. */
export async function inBatches<T>(
  events: AsyncIterable<T>,
  take: (ready: readonly T[]) => unknown,
): Promise<void> {
  const batch = new EventBatch<T>((ready) => void take(ready));
  try {
    for await (const event of events) batch.add(event);
  } finally {
    batch.flush();
  }
}
