/** How fast the model writes. `human` looks like a real deployment; `instant` is for tests. */
import type { ModelDrill } from './drill.js';

export interface Pace {
  /** Milliseconds before the first piece. */
  readonly firstMs: number;
  /** Milliseconds between pieces. */
  readonly eachMs: number;
}

/** Picks the pace: 250 ms to the first token and 60 tokens a second, nothing at all, or a crawl. */
export function paceOf(mode: 'human' | 'instant', drill: ModelDrill): Pace {
  if (drill.slow) return { firstMs: 3000, eachMs: 125 };
  if (mode === 'instant' || drill.bigResult) return { firstMs: 0, eachMs: 0 };
  return { firstMs: 250, eachMs: 1000 / 60 };
}

/** Waits, or returns early when the caller goes away. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Waits until the caller goes away. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
