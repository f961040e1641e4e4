/** The time for a piece of work is used up. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Runs work that has so many milliseconds and ends early when the parent signal fires. The result rejects then,
 * even if the work pays no heed to its signal. Nothing is left behind: `AbortSignal.timeout` and `AbortSignal.any`
 * would hold their timers and listeners until the time is over.
 * @throws DeadlineError, or the reason of the parent signal
 */
export async function withDeadline<T>(
  ms: number,
  parent: AbortSignal | undefined | null,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent?.throwIfAborted();
  const control = new AbortController();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = (reason: unknown): void => {
    reject(reason);
    control.abort(reason);
  };
  const timer = setTimeout(() => end(new DeadlineError(`no answer within ${String(ms)} ms`)), ms);
  const leave = (): void => end(parent?.reason);
  parent?.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work(control.signal), ended]);
  } finally {
    clearTimeout(timer);
    parent?.removeEventListener('abort', leave);
  }
}
