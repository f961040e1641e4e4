/** Where time comes from; a test gives its own, so that nothing is ever slept for. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `delayMs`, unless the returned function was called before. */
  after(delayMs: number, callback: () => void): () => void;
}

/**
 * The machine's clock. Its timers never keep a process alive.
 *
 * @example
 * const frozen: Clock = { ...SYSTEM_CLOCK, now: () => 1_800_000_000_000 };
 */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
