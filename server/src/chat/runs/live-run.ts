/** A run while this process executes it: its listeners, its newest events, its stop button. @module */
import type { ChatLimits } from '../chat-options.js';
import { RunStopped } from '../loop/turn.js';
import { deferred } from './deferred.js';
import type { EventLog, LoggedEvent, Together } from './event-log.js';

/** Newest events kept in memory, in number and in characters; a listener that is further behind reads the log. */
const KEPT_EVENTS = 512;
const KEPT_CHARS = 512 * 1024;
const PAGE = 100;

/** What a listener is told: events, or that the server is going away and the log goes on elsewhere. */
export type Heard = { readonly events: readonly LoggedEvent[] } | { readonly restarting: true };

/** Fans one run out to any number of listeners, none of which can hold up the run or another. */
export class LiveRun {
  /** Resolves when the last event is in the log. */
  readonly ended: Promise<void>;
  readonly stop = new AbortController();
  private tail: LoggedEvent[] = [];
  private tailChars = 0;
  private seq = 0;
  private over = false;
  private restarting = false;
  private listeners = 0;
  private readonly left = deferred();
  private alone?: NodeJS.Timeout;
  private changed = deferred();
  private readonly finished = deferred();

  constructor(
    readonly id: string,
    readonly threadId: string,
    private readonly log: EventLog,
    private readonly limits: ChatLimits,
  ) {
    this.ended = this.finished.promise;
    this.startAlone();
  }

  /** Writes the event to the log, then lets the listeners have it. */
  async publish(event: object, together?: Together): Promise<void> {
    const logged = { runId: this.id, seq: ++this.seq, json: JSON.stringify(event) };
    await this.log.append(logged, together);
    this.keep(logged);
    this.wake();
  }

  /** No more events will come. */
  end(): void {
    this.over = true;
    clearTimeout(this.alone);
    this.wake();
    this.finished.resolve();
    if (this.listeners === 0) this.left.resolve();
  }

  /** Resolves when the run is over and the last of its listeners has left. */
  get released(): Promise<void> {
    return this.left.promise;
  }

  /** Ends the listeners, not the run. */
  handBack(): void {
    this.restarting = true;
    this.wake();
  }

  /** Every event after `after`, then those to come; ends with the run. */
  async *follow(after: number, signal: AbortSignal): AsyncGenerator<Heard> {
    this.listeners++;
    clearTimeout(this.alone);
    const gone = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    try {
      let at = after;
      while (!signal.aborted) {
        const changed = this.changed.promise;
        const events = await this.since(at);
        const last = events.at(-1);
        if (last) {
          at = last.seq;
          yield { events };
        } else if (this.over) return;
        else if (this.restarting) return yield { restarting: true };
        else await Promise.race([changed, gone]);
      }
    } finally {
      this.listeners--;
      if (this.listeners === 0) this.startAlone();
      if (this.listeners === 0 && this.over) this.left.resolve();
    }
  }

  private keep(logged: LoggedEvent): void {
    this.tail.push(logged);
    this.tailChars += logged.json.length;
    if (this.tail.length <= KEPT_EVENTS * 2 && this.tailChars <= KEPT_CHARS * 2) return;
    // Seldom and in one go: shifting one by one would cost more than it frees.
    let from = 0;
    while (this.tail.length - from > KEPT_EVENTS || this.tailChars > KEPT_CHARS)
      this.tailChars -= this.tail[from++]?.json.length ?? 0;
    this.tail = this.tail.slice(from);
  }

  private async since(after: number): Promise<readonly LoggedEvent[]> {
    const first = this.tail[0]?.seq ?? this.seq + 1;
    if (after + 1 < first) return this.log.read(this.id, after, PAGE);
    return this.tail.slice(after + 1 - first);
  }

  private startAlone(): void {
    if (this.over) return;
    this.alone = setTimeout(() => this.stop.abort(new RunStopped('unwatched')), this.limits.unwatchedMs);
    this.alone.unref();
  }

  private wake(): void {
    const { resolve } = this.changed;
    this.changed = deferred();
    resolve();
  }
}
