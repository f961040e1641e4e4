interface Flight<T> {
  readonly promise: Promise<T>;
  readonly abort: AbortController;
  waiters: number;
}

/**
 * Runs one piece of work per key, however many callers wait for it. One failure fails all that wait, the next
 * call starts anew. A caller that gives up leaves the others alone; the work is aborted when the last one left.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /** True while work for the key is under way. */
  has(key: string): boolean {
    return this.#flights.has(key);
  }

  /** Joins the work under way for the key, or starts it. Rejects with the signal's reason when it aborts. */
  run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const flight = this.#flights.get(key) ?? this.#start(key, work);
    flight.waiters += 1;
    if (signal === undefined) return flight.promise;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        reject(signal.reason as Error);
        flight.waiters -= 1;
        if (flight.waiters > 0) return;
        this.#land(key, flight);
        flight.abort.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const settled = (): void => signal.removeEventListener('abort', leave);
      flight.promise.then(resolve, reject).finally(settled);
    });
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const abort = new AbortController();
    const flight: Flight<T> = { promise: work(abort.signal), abort, waiters: 0 };
    this.#flights.set(key, flight);
    const land = (): void => this.#land(key, flight);
    flight.promise.then(land, land);
    return flight;
  }

  #land(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
