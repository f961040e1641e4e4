/** Server-sent events on a raw response: ids, heartbeats, backpressure, a resumable end. */
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#libs/entra-auth';
import { productMetrics } from '../../telemetry/product-metrics.js';
import type { ChatLimits } from '../chat-options.js';
import type { LoggedEvent } from '../records/event-log.js';
import type { ReaderBudget } from './reader-budget.js';
import type { FeedEnd, Follow, Listener, Subscription } from './subscription.js';

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

/** Who a stream is for, and within which bounds. */
export interface StreamOptions {
  readonly caller: Caller;
  readonly limits: ChatLimits;
  readonly budget: ReaderBudget;
  readonly isSignedOut: () => boolean;
}

/**
 * Streams a run's events until it ends or the listener leaves. Written on the raw response, because Nest's own SSE
 * ends a POST stream as soon as the request's body is read. The response's `close`, not the request's, means
 * that the listener has left. A listener whose sign-in has ended gets no further events, but the run's own word for it.
 */
export function streamRun(reply: FastifyReply, follow: Follow, after: number, options: StreamOptions): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { ...reply.getHeaders(), ...HEADERS } as Record<string, string | string[]>);
  const stream = new EventStream(raw, options);
  raw.write(OPEN);
  stream.follow(follow, after);
}

/** One open answer. Nothing more is taken from the log until its reader took what it was sent. */
class EventStream implements Listener {
  #subscription?: Subscription;
  /** What is left of frames that are written in pieces. */
  #rest = '';
  /** What is counted against the person's budget. */
  #held = 0;
  #stuck?: NodeJS.Timeout;
  #over?: FeedEnd;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #raw: ServerResponse;
  readonly #options: StreamOptions;

  constructor(raw: ServerResponse, options: StreamOptions) {
    this.#raw = raw;
    this.#options = options;
    productMetrics().streams.add(1);
    raw.once('close', () => productMetrics().streams.add(-1));
    raw.on('close', () => this.#leave());
    raw.on('error', () => this.#leave());
    raw.on('drain', () => this.#drained());
    this.#heartbeat = setInterval(() => {
      if (!raw.writableNeedDrain) raw.write(KEEPALIVE);
    }, options.limits.heartbeatMs).unref();
  }

  follow(follow: Follow, after: number): void {
    this.#subscription = follow(after, this);
    if (this.#raw.destroyed) this.#leave();
  }

  take(events: readonly LoggedEvent[]): boolean {
    if (this.#options.isSignedOut()) {
      this.#raw.end(endedFor(events));
      return false;
    }
    let frames = '';
    for (const event of events) frames += frame(event);
    return this.#write(frames);
  }

  end(end: FeedEnd): void {
    this.#over = end;
    if (this.#rest === '') this.#finish(end);
  }

  /** Returns false where the reader has to take something first. */
  #write(text: string): boolean {
    let from = 0;
    while (from < text.length) {
      const to = from + WRITE_CHARS >= text.length ? text.length : endOfPiece(text, from + WRITE_CHARS);
      const more = this.#raw.write(from === 0 && to === text.length ? text : text.slice(from, to));
      from = to;
      if (more) continue;
      this.#rest = text.slice(from);
      this.#wait(text.length);
      return false;
    }
    this.#rest = '';
    return true;
  }

  #wait(chars: number): void {
    const { budget, caller, limits } = this.#options;
    this.#release();
    this.#held = chars;
    // It may come back with Last-Event-ID once there is room.
    if (!budget.hold(caller, chars)) this.#raw.destroy();
    this.#stuck ??= setTimeout(() => this.#raw.destroy(), limits.stuckReaderMs).unref();
  }

  #drained(): void {
    clearTimeout(this.#stuck);
    this.#stuck = undefined;
    if (this.#rest !== '' && !this.#write(this.#rest)) return;
    this.#release();
    if (this.#over) this.#finish(this.#over);
    else this.#subscription?.resume();
  }

  #finish(end: FeedEnd): void {
    if (end.why === 'restarting') this.#raw.end(RESTARTING);
    else if (end.why === 'over') this.#raw.end();
    else if (end.event) this.#raw.end(frame(end.event));
    // The headers are gone: all that can be done is to break the stream. The log can be read again.
    else this.#raw.destroy();
  }

  #release(): void {
    if (this.#held > 0) this.#options.budget.release(this.#options.caller, this.#held);
    this.#held = 0;
  }

  #leave(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#stuck);
    this.#rest = '';
    this.#release();
    this.#subscription?.close();
  }
}

/** What a run ended with is its word for it; else a comment, as the log goes on for the next sign-in. */
function endedFor(events: readonly LoggedEvent[]): string {
  const last = events.at(-1);
  const { type } = JSON.parse(last?.json ?? '{}') as { readonly type?: string };
  return last && type === 'RUN_ERROR' ? frame(last) : SIGNED_OUT;
}

function frame({ runId, seq, json }: LoggedEvent): string {
  return `id: ${runId}:${seq}\ndata: ${json}\n\n`;
}

/** A surrogate pair is not cut in two: each half alone would be written as a replacement character. */
function endOfPiece(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}
