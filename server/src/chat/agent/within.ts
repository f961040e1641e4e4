import { failed, type ToolOutcome } from '../toolbox/tool.js';

/**
 * Waits for a call at most `ms` milliseconds; after that the call is aborted and counts as failed. When
 * `stop` is aborted the wait ends at once with its reason, even if the tool ignores the abort.
 */
export async function within(
  ms: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  stop.throwIfAborted();
  const late = new AbortController();
  const ended = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  try {
    const gaveUp = new Promise<ToolOutcome>((resolve, reject) => {
      const options = { signal: ended.signal };
      const text = `The tool gave no answer within ${Math.round(ms / 1000)} seconds.`;
      late.signal.addEventListener('abort', () => resolve(failed(text, 'tool_timeout')), options);
      stop.addEventListener('abort', () => reject(stop.reason as Error), options);
    });
    const working = work(AbortSignal.any([stop, late.signal]));
    // Whoever loses the race must not become an unhandled rejection.
    working.catch(() => undefined);
    return await Promise.race([working, gaveUp]);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}
