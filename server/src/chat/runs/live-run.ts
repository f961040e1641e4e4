/** A run while this process executes it: its listeners, its newest events, its stop button. */
import type { Event } from '../agent/events.js';
import type { ChatLimits } from '../chat-options.js';
import { RunStopped } from '../agent/run-context.js';
import type { EventLog, LoggedEvent, TransactionPart } from '../records/event-log.js';
import { EventBuffer } from './event-buffer.js';

/** Newest events kept in memory, in number and in characters; a listener that is further behind reads the log. */
const KEPT_EVENTS = 512;
const KEPT_CHARS = 512 * 1024;
const PAGE = 100;
/** Events that may wait for the log before the run has to wait for it. */
const MAX_UNWRITTEN = 64;

/** What a listener gets: events, or the mark that the server is going away and the log goes on elsewhere. */
export type FeedItem = { readonly events: readonly LoggedEvent[] } | { readonly restarting: true };

/** Fans one run out to any number of listeners, none of which can hold up the run or another. */
export class LiveRun {
  /** Resolves when the last event is in the log. */
  readonly ended: Promise<void>;
  readonly stop = new AbortController();
  #tail: LoggedEvent[] = [];
  #tailChars = 0;
  /** How many of the oldest events are no longer in memory. */
  #dropped = 0;
  readonly #buffer: EventBuffer;
  #writing?: Promise<void>;
  #fault?: Error;
  #over = false;
  #restarting = false;
  #listeners = 0;
  #watchedOnce = false;
  readonly #left = Promise.withResolvers<void>();
  #alone?: NodeJS.Timeout;
  #changed = Promise.withResolvers<void>();
  readonly #finished = Promise.withResolvers<void>();
  readonly #log: EventLog;
  readonly #limits: ChatLimits;

  constructor(
    readonly id: string,
    readonly threadId: string,
    log: EventLog,
    limits: ChatLimits,
  ) {
    this.#log = log;
    this.#limits = limits;
    this.ended = this.#finished.promise;
    this.#buffer = new EventBuffer(id);
    this.#startAlone();
  }

  /** Takes an event; listeners have it once it is in the log. */
  emit(event: Event): void {
    if (this.#fault) return;
    this.#buffer.add(event);
    this.#writing ??= this.#writeAll();
  }

  /** A promise where much waits to be written. */
  ready(): Promise<void> | undefined {
    return this.#buffer.length > MAX_UNWRITTEN ? this.#writing : undefined;
  }

  /** Takes the last event, and what becomes true with it; resolves when both are in the log. */
  async publishLast(event: Event, also: TransactionPart): Promise<void> {
    this.#buffer.add(event, also);
    this.#writing ??= this.#writeAll();
    await this.#writing;
    if (this.#fault) throw this.#fault;
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#buffer.length > 0) {
        let taken: readonly LoggedEvent[] = [];
        await this.#log.write(() => {
          const entry = this.#buffer.take();
          taken = entry.events;
          return entry;
        });
        this.#keep(taken);
        this.#wake();
      }
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error('the log cannot be written', { cause: error });
      this.stop.abort(new RunStopped('store'));
    } finally {
      this.#writing = undefined;
    }
  }

  /** No more events will come. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#alone);
    this.#wake();
    this.#finished.resolve();
    if (this.#listeners === 0) this.#left.resolve();
  }

  /** Resolves when the run is over and the last of its listeners has left. */
  get released(): Promise<void> {
    return this.#left.promise;
  }

  /** False once everybody who listened has left. */
  get watched(): boolean {
    return this.#listeners > 0 || !this.#watchedOnce;
  }

  /** Ends the listeners, not the run. */
  handBack(): void {
    this.#restarting = true;
    this.#wake();
  }

  /** Every event after `after`, then those to come; ends with the run. */
  async *follow(after: number, signal: AbortSignal): AsyncGenerator<FeedItem> {
    this.#listeners++;
    this.#watchedOnce = true;
    clearTimeout(this.#alone);
    // Woken rather than raced: a promise that many races wait for keeps all of them in memory.
    const leave = (): void => this.#wake();
    signal.addEventListener('abort', leave, { once: true });
    try {
      let at = after;
      while (!signal.aborted) {
        const changed = this.#changed.promise;
        const events = await this.#since(at);
        const last = events.at(-1);
        if (last) {
          at = last.seq;
          yield { events };
        } else if (this.#over) return;
        else if (this.#restarting) return yield { restarting: true };
        else await changed;
      }
    } finally {
      signal.removeEventListener('abort', leave);
      this.#listeners--;
      if (this.#listeners === 0) this.#startAlone();
      if (this.#listeners === 0 && this.#over) this.#left.resolve();
    }
  }

  #keep(logged: readonly LoggedEvent[]): void {
    this.#tail.push(...logged);
    for (const { json } of logged) this.#tailChars += json.length;
    if (this.#tail.length <= KEPT_EVENTS * 2 && this.#tailChars <= KEPT_CHARS * 2) return;
    // Seldom and in one go: shifting one by one would cost more than it frees.
    let from = 0;
    while (this.#tail.length - from > KEPT_EVENTS || this.#tailChars > KEPT_CHARS)
      this.#tailChars -= this.#tail[from++]?.json.length ?? 0;
    this.#dropped += from;
    this.#tail = this.#tail.slice(from);
  }

  async #since(after: number): Promise<readonly LoggedEvent[]> {
    const first = this.#tail[0]?.seq ?? this.#dropped + 1;
    if (after + 1 < first) return this.#log.read(this.id, after, PAGE);
    return this.#tail.slice(after + 1 - first);
  }

  #startAlone(): void {
    if (this.#over) return;
    this.#alone = setTimeout(() => this.stop.abort(new RunStopped('unwatched')), this.#limits.unwatchedMs);
    this.#alone.unref();
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    resolve();
  }
}
