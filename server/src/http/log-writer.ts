import { write, writeSync } from 'node:fs';

/** Bounds of a writer. */
export interface LogWriterOptions {
  /** Default 1, standard output. */
  readonly fd?: number;
  /** Characters that are written at once. Default 64 Ki. */
  readonly batch?: number;
  /** Milliseconds that a line waits for others at most. Default 50. */
  readonly waitMs?: number;
  /** Characters that may wait for a reader that is late; lines beyond are dropped and counted. Default 4 Mi. */
  readonly most?: number;
}

/** Milliseconds until a pipe that is full is tried again. */
const FULL_PIPE_MS = 20;
/** Milliseconds that the end of the process waits for a reader. */
const END_MS = 500;

/**
 * Writes lines in batches and outside of the event loop. Node writes to pipes synchronously: a system call and a
 * wake-up of the reader for each line cost a third of a busy server's time, and a reader that is late stopped it.
 */
export class LogWriter {
  readonly #options: Required<LogWriterOptions>;
  #waiting = '';
  #dropped = 0;
  #writing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LogWriterOptions = {}) {
    this.#options = { fd: 1, batch: 65_536, waitMs: 50, most: 4 * 1024 * 1024, ...options };
  }

  write(line: string): void {
    if (this.#waiting.length + line.length > this.#options.most) {
      this.#dropped += 1;
      return;
    }
    this.#waiting += `${line}\n`;
    if (this.#writing) return;
    if (this.#waiting.length >= this.#options.batch) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), this.#options.waitMs).unref();
  }

  /** Writes what waits before it returns: for the end of the process. Gives up on a reader that does not read. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const until = Date.now() + END_MS;
    // What is being written lies with another thread, and comes first.
    if (this.#writing) sleep(FULL_PIPE_MS);
    let left: Buffer<ArrayBufferLike> = Buffer.from(this.#take());
    while (left.length > 0) {
      try {
        left = left.subarray(writeSync(this.#options.fd, left));
      } catch (error) {
        if (!isFull(error) || Date.now() > until) return;
        sleep(FULL_PIPE_MS);
      }
    }
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#take();
    if (batch === '') return;
    this.#writing = true;
    this.#send(Buffer.from(batch));
  }

  #send(batch: Buffer): void {
    write(this.#options.fd, batch, (error, written) => {
      if (error !== null && isFull(error)) setTimeout(() => this.#send(batch), FULL_PIPE_MS);
      else if (error === null && written < batch.length) this.#send(batch.subarray(written));
      else {
        // With any other error nobody reads any more: those lines are lost, and the server goes on.
        this.#writing = false;
        this.#start();
      }
    });
  }

  #take(): string {
    const lines = this.#waiting + (this.#dropped > 0 ? `${droppedLine(this.#dropped)}\n` : '');
    this.#waiting = '';
    this.#dropped = 0;
    return lines;
  }
}

function droppedLine(dropped: number): string {
  const message = 'log lines were dropped, as nobody read them in time';
  return JSON.stringify({ level: 'warn', pid: process.pid, timestamp: Date.now(), message, dropped });
}

function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EAGAIN';
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
