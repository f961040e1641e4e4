import type { ServerResponse } from 'node:http';
import type { HttpCall } from './http-call.js';

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** Bytes that may wait for a slow reader before notices are dropped. The answer itself is never dropped. */
const MOST_WAITING = 1024 * 1024;

/** An event stream (SSE) on one response: frames, keep-alive comments, and a bound on what waits for a slow reader. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #timer: NodeJS.Timeout;

  constructor(call: HttpCall, keepAliveMs: number) {
    this.#response = call.openStream(HEADERS);
    this.#timer = setInterval(() => this.#response.write(': keepalive\n\n'), keepAliveMs);
    this.#timer.unref();
    this.#response.once('close', () => clearInterval(this.#timer));
  }

  /** Writes a frame that may be lost. Resolves when there is room again. */
  async notice(message: unknown): Promise<void> {
    if (this.#response.destroyed || this.#response.writableLength > MOST_WAITING) return;
    if (this.#response.write(frame(message))) return;
    await this.#drained();
  }

  /** Writes the last frame and ends the stream. */
  end(message: unknown): void {
    clearInterval(this.#timer);
    this.#response.end(frame(message));
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.once('drain', done).once('close', done);
    });
  }
}

function frame(message: unknown): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
