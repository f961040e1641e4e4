/** Reading the server-sent events of a model: one idle timer, one parser, no iterator in between. */
import type { IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import OpenAI from 'openai';
import { toModelError } from './model-error.js';
import { bodyOf } from './transport.js';

/** What a stream is read with. */
export interface ReadOptions {
  /** Sends the request; retries are its own affair. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly signal: AbortSignal;
  /** Silence after which reading ends with `model_unavailable`. Milliseconds. */
  readonly idleMs: number;
  /** Where it returns a promise, nothing more is read until that resolves. */
  readonly ready?: (() => Promise<void> | undefined) | undefined;
}

/**
 * Hands each event's JSON to `take`, and resolves with the response's headers at the end of the stream. An abort of
 * `signal` rejects with its reason, everything else with a `ModelError`.
 */
export async function readEvents<T>(
  { open, signal, idleMs, ready }: ReadOptions,
  take: (event: T) => void,
): Promise<Headers> {
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const timer = setTimeout(() => stop.abort(new Error('the model is silent')), idleMs);
  let headers: Headers | undefined;
  try {
    const response = await open(stop.signal);
    ({ headers } = response);
    timer.refresh();
    await readBody(bodyOf(response), { take, ready, timer, headers });
  } catch (error) {
    signal.throwIfAborted();
    throw toModelError(error, headers);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
  signal.throwIfAborted();
  return headers;
}

interface BodyOptions<T> extends Pick<ReadOptions, 'ready'> {
  readonly take: (event: T) => void;
  readonly timer: NodeJS.Timeout;
  readonly headers: Headers;
}

function readBody<T>(body: IncomingMessage, { take, ready, timer, headers }: BodyOptions<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      body.destroy();
      reject(error instanceof Error ? error : new Error('reading failed', { cause: error }));
    };
    const parser = createParser({
      onEvent: ({ data, event }) => {
        // Chat Completions ends with this; the bytes of the transfer itself are still to come.
        if (data !== '[DONE]') take(parseData<T>(data, event, headers));
      },
    });
    body.setEncoding('utf8');
    body.on('data', (chunk: string) => {
      timer.refresh();
      try {
        parser.feed(chunk);
      } catch (error) {
        return fail(error);
      }
      const wait = ready?.();
      if (!wait) return;
      body.pause();
      // The silence while the log is waited for is our own.
      const ours = setInterval(() => timer.refresh(), 1000);
      wait.then(() => body.resume(), fail).finally(() => clearInterval(ours));
    });
    body.on('end', resolve);
    body.on('error', reject);
    body.on('close', () => reject(new Error('the answer was cut off')));
  });
}

/** An error inside the stream is thrown as the client's own, so that it is read like one of a response. */
function parseData<T>(data: string, event: string | undefined, headers: Headers): T {
  const parsed = JSON.parse(data) as T & { readonly error?: object };
  if (event === 'error')
    throw new OpenAI.APIError(undefined, parsed?.error ?? (parsed as object), undefined, headers);
  if (parsed?.error) throw new OpenAI.APIError(undefined, parsed.error, undefined, headers);
  return parsed;
}
