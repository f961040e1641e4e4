/** The log of run events: written before anything reaches a socket, many runs in one transaction. */
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../../store/database.js';
import { RunChanges, type Watch } from '../../store/run-changes.js';
import type { RunEventsTable, Tables } from '../../store/schema.js';
import { hot, type Step } from '../../store/step.js';

export type { Watch } from '../../store/run-changes.js';

/** A batch of this many events is followed by a pause in which the next one gathers. */
const BUSY_EVENTS = 50;
/** From the start of one busy batch to the next: the more there is to write, the longer; milliseconds. */
const BUSY_CYCLE_MS = 40;
const LONGEST_CYCLE_MS = 80;
/** With so many events in a batch the cycle is the longest. */
const CROWDED_EVENTS = 600;

/** One line of a run's log. */
export interface LoggedEvent {
  readonly runId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** The AG-UI event as JSON text. */
  readonly json: string;
}

/** What a run has to write at the moment it is asked. */
export interface LogEntry {
  readonly events: readonly LoggedEvent[];
  /** Writes that belong into the transaction of the events (the end of their run). */
  readonly also?: () => Step<void>;
}

/** Whoever writes; called back without a promise in between, as this happens for each batch of each run. */
export interface LogWriter {
  /** Called when the next batch is put together. */
  take(): LogEntry;
  written(): void;
  failed(error: unknown): void;
}

interface Taken {
  readonly writer: LogWriter;
  readonly entry: LogEntry;
}

const insert = hot((db, v: RunEventsTable) =>
  db.insertInto('run_events').values({ run_id: v.run_id, seq: v.seq, event_json: v.event_json }),
);

/** The one insert into `run_events`. */
export function* insertEvent(db: Kysely<Tables>, { runId, seq, json }: LoggedEvent): Step<void> {
  yield* insert(db, { run_id: runId, seq, event_json: json });
}

/**
 * Group commit: whatever is to be written while a commit is under way goes into the next one. An event is thus written
 * at once when there is little to do; when there is much, runs are asked at most every 40 to 80 ms, and have by then
 * joined the words that came meanwhile. What is urgent (the first words of an answer, its end) does not wait for that.
 */
@Injectable()
export class EventLog {
  #waiting: LogWriter[] = [];
  #urgent: LogWriter[] = [];
  #committing = false;
  #scheduled?: NodeJS.Immediate;
  #timer?: NodeJS.Timeout;
  /** Until when a batch that is not urgent waits; as `performance.now()`. */
  #pausedUntil = 0;
  readonly #database: Database;
  readonly #changes: RunChanges;

  constructor(database: Database, changes: RunChanges) {
    this.#database = database;
    this.#changes = changes;
  }

  /** Asks the writer for its events when the next batch is put together. */
  enqueue(writer: LogWriter, urgent = false): void {
    (urgent ? this.#urgent : this.#waiting).push(writer);
    this.#schedule();
  }

  /** Writes that belong to no event; resolves when they are done. */
  write(also: () => Step<void>): Promise<void> {
    return new Promise((written, failed) => {
      this.enqueue({ take: () => ({ events: [], also }), written, failed }, true);
    });
  }

  /** Waits for events that another replica writes. */
  watch(runId: string): Watch {
    return this.#changes.watch(runId);
  }

  /** Events after `after`, oldest first: at most `limit`, and no more than `maxChars` beyond the first one. */
  async read(
    runId: string,
    after: number,
    limit: number,
    maxChars = Number.MAX_SAFE_INTEGER,
  ): Promise<readonly LoggedEvent[]> {
    const sizes = await this.#database
      .selectFrom('run_events')
      .select((eb) => ['seq', eb.fn<number>('length', ['event_json']).as('chars')])
      .where('run_id', '=', runId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    let chars = 0;
    const fitting = sizes.filter(
      ({ chars: own }, index) => (chars += Number(own)) <= maxChars || index === 0,
    );
    const last = fitting.at(-1);
    if (!last) return [];
    const found = await this.#database
      .selectFrom('run_events')
      .select(['seq', 'event_json'])
      .where('run_id', '=', runId)
      .where('seq', '>', after)
      .where('seq', '<=', last.seq)
      .orderBy('seq')
      .execute();
    return found.map(({ seq, event_json: json }) => ({ runId, seq, json }));
  }

  #schedule(): void {
    if (this.#committing || this.#scheduled) return;
    if (this.#urgent.length === 0 && this.#waiting.length === 0) return;
    const pause = this.#urgent.length > 0 ? 0 : this.#pausedUntil - performance.now();
    if (pause <= 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#scheduled = setImmediate(() => void this.#commitNext());
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#schedule();
    }, pause);
  }

  async #commitNext(): Promise<void> {
    this.#scheduled = undefined;
    this.#committing = true;
    const started = performance.now();
    const all = started >= this.#pausedUntil;
    const writers = all ? [...this.#urgent, ...this.#waiting] : this.#urgent;
    this.#urgent = [];
    if (all) this.#waiting = [];
    const batch = writers.map((writer) => ({ writer, entry: writer.take() })).filter(hasWork);
    await this.#commit(batch);
    const written = batch.reduce((sum, { entry }) => sum + entry.events.length, 0);
    if (all && written >= BUSY_EVENTS) this.#pausedUntil = started + cycleOf(written);
    this.#committing = false;
    this.#schedule();
  }

  /** One run's fault (its thread was deleted, say) must not cost another run its events. */
  async #commit(batch: readonly Taken[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.#database.atomically(this.#store(batch));
    } catch (error) {
      if (batch.length === 1) return batch[0]?.writer.failed(error);
      for (const single of batch) await this.#commit([single]);
      return;
    }
    for (const { writer } of batch) writer.written();
    if (this.#database.engine === 'postgres')
      this.#changes.announce(batch.flatMap(({ entry }) => entry.events.map(({ runId }) => runId)));
  }

  *#store(batch: readonly Taken[]): Step<void> {
    const database = this.#database;
    for (const { entry } of batch) {
      for (const event of entry.events) yield* insertEvent(database, event);
      if (entry.also) yield* entry.also();
    }
  }
}

function hasWork({ entry }: Taken): boolean {
  return entry.events.length > 0 || entry.also !== undefined;
}

function cycleOf(events: number): number {
  const share = Math.min(1, events / CROWDED_EVENTS);
  return BUSY_CYCLE_MS + share * (LONGEST_CYCLE_MS - BUSY_CYCLE_MS);
}
