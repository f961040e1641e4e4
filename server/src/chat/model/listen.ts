/** Listening to a model: the idle timer, and aborts that the SDK would swallow. */
import { ModelError, toModelError } from './model-error.js';

interface Opened<T> {
  readonly stream: AsyncIterable<T>;
  readonly headers: Headers;
}

/**
 * Opens a model stream and hands its items on. Silence of `idleMs` ends it with `model_unavailable`; an abort of
 * `signal` throws the signal's reason (the SDK's own iterator would just end, as if the answer were complete).
 */
export async function* listen<T>(
  open: (signal: AbortSignal) => Promise<Opened<T>>,
  signal: AbortSignal,
  idleMs: number,
): AsyncGenerator<T, Headers> {
  const idle = new AbortController();
  const both = AbortSignal.any([signal, idle.signal]);
  const patiently = async <R>(work: Promise<R>): Promise<R> => {
    const timer = setTimeout(() => idle.abort(), idleMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  };
  let opened: Opened<T> | undefined;
  try {
    opened = await patiently(open(both));
    const items = opened.stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await patiently(items.next());
        if (next.done) break;
        yield next.value;
      }
    } finally {
      await items.return?.();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (idle.signal.aborted) throw new ModelError('model_unavailable', { cause: error });
    throw toModelError(error, opened?.headers);
  }
  signal.throwIfAborted();
  if (idle.signal.aborted) throw new ModelError('model_unavailable');
  return opened.headers;
}
