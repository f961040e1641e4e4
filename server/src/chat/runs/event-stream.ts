/** Server-sent events on a raw response: ids, heartbeats, backpressure, a resumable end. */
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ChatLimits } from '../chat-options.js';
import type { LoggedEvent } from '../records/event-log.js';
import type { FeedItem } from './live-run.js';
import type { Follow } from './run-feed.js';

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  // Proxies that buffer would hold the stream back.
  'x-accel-buffering': 'no',
};

/** Asks the browser to come back after a second; the log goes on at `GET .../events`. */
const RESTARTING = 'retry: 1000\n: restarting\n';
/** Comments have no empty line after them: some readers take a block that is only a comment for an event. */
const OPEN = ': open\n';
const KEEPALIVE = ': keepalive\n';
const SIGNED_OUT = ': this sign-in has ended\n';
const WRITE_CHARS = 64 * 1024;

/**
 * Streams a run's events until it ends or the listener leaves. Written on the raw response, because Nest's own SSE
 * ends a POST stream as soon as the request's body is read. The response's `close`, not the request's, means
 * that the listener has left. A listener whose sign-in has ended gets no further events, but the run's own word for it.
 */
export async function streamRun(
  reply: FastifyReply,
  follow: Follow,
  after: number,
  limits: ChatLimits,
  isSignedOut: () => boolean,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  const left = new AbortController();
  raw.on('close', () => left.abort());
  raw.on('error', () => left.abort());
  raw.writeHead(200, { ...reply.getHeaders(), ...HEADERS } as Record<string, string | string[]>);
  raw.write(OPEN);
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(KEEPALIVE);
  }, limits.heartbeatMs).unref();
  try {
    for await (const item of follow(after, left.signal)) {
      if (isSignedOut()) {
        raw.write(endedFor(item));
        break;
      }
      for (const text of 'restarting' in item ? [RESTARTING] : portions(item.events))
        if (!raw.write(text)) await drained(raw, left.signal, limits.stuckReaderMs);
    }
    raw.end();
  } catch {
    // The headers are gone: all that can be done is to break the stream. The log can be read again.
    raw.destroy();
  } finally {
    clearInterval(heartbeat);
  }
}

/** What a run ended with is its word for it; else a comment, as the log goes on for the next sign-in. */
function endedFor(item: FeedItem): string {
  const last = 'restarting' in item ? undefined : item.events.at(-1);
  if (last === undefined) return SIGNED_OUT;
  const { type } = JSON.parse(last.json) as { readonly type?: string };
  return type === 'RUN_ERROR' ? frame(last) : SIGNED_OUT;
}

/** Frames in writes of moderate size: few for small events, and no large one while the reader lags. */
function* portions(events: readonly LoggedEvent[]): Generator<string> {
  let text = '';
  for (const event of events) {
    text += frame(event);
    if (text.length < WRITE_CHARS) continue;
    yield text;
    text = '';
  }
  if (text) yield text;
}

function frame({ runId, seq, json }: LoggedEvent): string {
  return `id: ${runId}:${seq}\ndata: ${json}\n\n`;
}

/** Nothing more is read from the log until the listener took what it was sent; a stuck one is dropped. */
function drained(raw: ServerResponse, left: AbortSignal, stuckMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      raw.off('drain', done);
      resolve();
    };
    const timer = setTimeout(() => raw.destroy(), stuckMs);
    raw.once('drain', done);
    left.addEventListener('abort', done, { once: true });
    if (left.aborted) done();
  });
}
