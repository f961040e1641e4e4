/** A run while this process executes it: its listeners, its newest events, its stop button. */
import { EventType } from '@ag-ui/core';
import type { Event } from '../agent/events.js';
import { RunStopped } from '../agent/run-context.js';
import type { ChatLimits } from '../chat-options.js';
import type { EventLog, LoggedEvent, LogEntry, LogWriter } from '../records/event-log.js';
import { EventBuffer } from './event-buffer.js';
import { RunMeasure } from './run-measure.js';
import { EventTail, PAGE_CHARS, PAGE_EVENTS } from './event-tail.js';
import { type EventSource, type FeedEnd, type Listener, Subscription } from './subscription.js';

/** Events that may wait for the log before the run has to wait for it. */
const MAX_UNWRITTEN = 64;

/** What can wait for the words that follow it. */
const PATIENT: ReadonlySet<EventType> = new Set([
  EventType.STEP_STARTED,
  EventType.STEP_FINISHED,
  EventType.TEXT_MESSAGE_START,
  EventType.TEXT_MESSAGE_END,
  EventType.TEXT_MESSAGE_CONTENT,
  EventType.TOOL_CALL_ARGS,
]);

/** Fans one run out to any number of listeners, none of which can hold up the run or another. */
export class LiveRun implements EventSource, LogWriter {
  readonly id: string;
  /** Resolves when the last event is in the log, or cannot be. */
  readonly ended: Promise<void>;
  readonly stop = new AbortController();
  readonly #tail: EventTail;
  readonly #buffer: EventBuffer;
  #also?: NonNullable<LogEntry['also']>;
  #lastTaken = false;
  #lastWritten = false;
  #taken: readonly LoggedEvent[] = [];
  #queued = false;
  #spoke = false;
  #written = Promise.withResolvers<void>();
  #failed = false;
  #fault?: unknown;
  #end?: FeedEnd;
  #watchedOnce = false;
  readonly #listeners = new Set<Subscription>();
  readonly #left = Promise.withResolvers<void>();
  #alone?: NodeJS.Timeout;
  readonly #finished = Promise.withResolvers<void>();
  readonly #measure = new RunMeasure();
  readonly #log: EventLog;
  readonly #limits: ChatLimits;

  /** @param started its first event, which is in the log already */
  constructor(
    started: LoggedEvent,
    readonly threadId: string,
    log: EventLog,
    limits: ChatLimits,
  ) {
    this.id = started.runId;
    this.#log = log;
    this.#limits = limits;
    this.ended = this.#finished.promise;
    this.#buffer = new EventBuffer(started);
    this.#tail = new EventTail(started);
    this.#startAlone();
  }

  /** Takes an event; listeners have it once it is in the log. */
  emit(event: Event): void {
    if (this.#failed) return;
    this.#measure.event(event);
    this.#buffer.add(event);
    const firstWord = event.type === EventType.TEXT_MESSAGE_CONTENT && !this.#spoke;
    if (firstWord) this.#spoke = true;
    const urgent = firstWord || !PATIENT.has(event.type);
    if (this.#queued && !urgent) return;
    this.#queued = true;
    this.#log.enqueue(this, urgent);
  }

  /** A promise where much waits to be written. */
  ready(): Promise<void> | undefined {
    return this.#buffer.length > MAX_UNWRITTEN && !this.#failed ? this.#written.promise : undefined;
  }

  /** Takes the last event, and what becomes true with it. Rejects where the log cannot be written. */
  async publishLast(event: Event, also: NonNullable<LogEntry['also']>): Promise<void> {
    this.#also = also;
    this.emit(event);
    while (!this.#lastWritten && !this.#failed) await this.#written.promise;
    if (this.#failed) throw new Error('the log cannot be written', { cause: this.#fault });
  }

  /** Asked twice for one batch where it was queued twice: the second time there is nothing. */
  take(): LogEntry {
    this.#queued = false;
    const events = this.#buffer.take();
    this.#taken = this.#taken.length > 0 ? [...this.#taken, ...events] : events;
    const also = this.#also;
    if (!also) return { events };
    this.#also = undefined;
    this.#lastTaken = true;
    return { events, also };
  }

  written(): void {
    this.#lastWritten = this.#lastTaken;
    this.#tail.add(this.#taken);
    this.#taken = [];
    const { resolve } = this.#written;
    this.#written = Promise.withResolvers<void>();
    this.#wake();
    resolve();
  }

  failed(error: unknown): void {
    this.#failed = true;
    this.#fault = error;
    this.#written.resolve();
    this.stop.abort(new RunStopped('store'));
  }

  /** No more events will come. `unwritten` is the last one of a run whose log cannot be written. */
  end(unwritten?: Event): void {
    this.#end = unwritten ? { why: 'broken', event: this.#afterLast(unwritten) } : { why: 'over' };
    clearTimeout(this.#alone);
    this.#wake();
    this.#finished.resolve();
    if (this.#listeners.size === 0) this.#left.resolve();
  }

  /** Resolves when the run is over and the last of its listeners has left. */
  get released(): Promise<void> {
    return this.#left.promise;
  }

  /** False once everybody who listened has left. */
  get watched(): boolean {
    return this.#listeners.size > 0 || !this.#watchedOnce;
  }

  /** Ends the listeners, not the run. */
  handBack(): void {
    this.#end ??= { why: 'restarting' };
    this.#wake();
  }

  follow(after: number, listener: Listener): Subscription {
    clearTimeout(this.#alone);
    this.#watchedOnce = true;
    const subscription = new Subscription(this, listener, after, (left) => this.#leave(left));
    this.#listeners.add(subscription);
    subscription.pump();
    return subscription;
  }

  after(after: number): readonly LoggedEvent[] | Promise<readonly LoggedEvent[]> {
    return this.#tail.after(after) ?? this.#log.read(this.id, after, PAGE_EVENTS, PAGE_CHARS);
  }

  endOf(): FeedEnd | undefined {
    return this.#end;
  }

  #leave(subscription: Subscription): void {
    this.#listeners.delete(subscription);
    if (this.#listeners.size > 0) return;
    if (this.#end?.why === 'over' || this.#end?.why === 'broken') this.#left.resolve();
    else this.#startAlone();
  }

  #afterLast(event: Event): LoggedEvent {
    return { runId: this.id, seq: this.#tail.last + 1, json: JSON.stringify(event) };
  }

  #startAlone(): void {
    if (this.#end) return;
    this.#alone = setTimeout(() => this.stop.abort(new RunStopped('unwatched')), this.#limits.unwatchedMs);
    this.#alone.unref();
  }

  #wake(): void {
    for (const subscription of this.#listeners) subscription.pump();
  }
}
