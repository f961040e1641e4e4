/** The log of run events: written before anything reaches a socket, many runs in one transaction. */
import { Injectable } from '@nestjs/common';
import { sql, type Transaction } from 'kysely';
import { Database } from '../../store/database.js';
import { RunChanges, type Watch } from '../../store/run-changes.js';
import type { Tables } from '../../store/schema.js';

/** A batch of this many events is followed by a pause in which the next one gathers. */
const BUSY_EVENTS = 50;
/** From the start of one busy batch to the next; no event waits longer than this. Milliseconds. */
const BUSY_CYCLE_MS = 40;

/** One line of a run's log. */
export interface LoggedEvent {
  readonly runId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** The AG-UI event as JSON text. */
  readonly json: string;
}

/** Writes that belong into the transaction of an event (the end of its run). */
export type TransactionPart = (tx: Transaction<Tables>) => Promise<void>;

/** What a run has to write at the moment it is asked. */
export interface LogEntry {
  readonly events: readonly LoggedEvent[];
  readonly also?: TransactionPart;
}

interface Waiting {
  readonly take: () => LogEntry;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Group commit: whatever is to be written while a commit is under way goes into the next one. An event is thus written
 * at once when there is little to do; when there is much, runs are asked at most every 40 ms, and have by then joined
 * the words that came meanwhile.
 */
@Injectable()
export class EventLog {
  #waiting: Waiting[] = [];
  #busy = false;
  readonly #database: Database;
  readonly #changes: RunChanges;

  constructor(database: Database, changes: RunChanges) {
    this.#database = database;
    this.#changes = changes;
  }

  /** Calls `take` when the next batch is put together; resolves when what it returned is in the database. */
  write(take: () => LogEntry): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ take, written, failed });
      if (this.#busy) return;
      this.#busy = true;
      setImmediate(() => void this.#drain());
    });
  }

  /** Waits for events that another replica writes. */
  watch(runId: string): Watch {
    return this.#changes.watch(runId);
  }

  /** At most `limit` events after `after`, oldest first. */
  async read(runId: string, after: number, limit: number): Promise<readonly LoggedEvent[]> {
    const rows = await this.#database
      .selectFrom('run_events')
      .select(['seq', 'event_json'])
      .where('run_id', '=', runId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(({ seq, event_json: json }) => ({ runId, seq, json }));
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const started = performance.now();
      const batch = this.#waiting.map((one) => ({ ...one, entry: one.take() }));
      this.#waiting = [];
      await this.#commit(batch);
      const busy = batch.reduce((sum, { entry }) => sum + entry.events.length, 0) >= BUSY_EVENTS;
      const pause = busy ? BUSY_CYCLE_MS - (performance.now() - started) : 0;
      // Even without a pause, what was just acknowledged reaches its sockets before the next commit.
      await new Promise((resolve) => (pause > 0 ? setTimeout(resolve, pause) : setImmediate(resolve)));
    }
    this.#busy = false;
  }

  /** One run's fault (its thread was deleted, say) must not cost another run its events. */
  async #commit(batch: readonly (Waiting & { entry: LogEntry })[]): Promise<void> {
    try {
      await this.#store(batch.map(({ entry }) => entry));
      for (const { written } of batch) written();
      this.#changes.announce(batch.flatMap(({ entry }) => entry.events.map(({ runId }) => runId)));
    } catch (error) {
      if (batch.length === 1) return batch[0]?.failed(error);
      for (const single of batch) await this.#commit([single]);
    }
  }

  async #store(entries: readonly LogEntry[]): Promise<void> {
    const rows = entries.flatMap(({ events }) => events.map(({ runId, seq, json }) => [runId, seq, json]));
    await this.#database.transaction().execute(async (tx) => {
      if (rows.length > 0) await this.#insert(tx, JSON.stringify(rows));
      for (const { also } of entries) await also?.(tx);
    });
  }

  /** One statement with one parameter, whatever the number of rows: nothing is compiled anew. */
  async #insert(tx: Transaction<Tables>, rows: string): Promise<void> {
    const insert = sql`insert into run_events (run_id, seq, event_json)`;
    const all =
      this.#database.engine === 'sqlite'
        ? sql`${insert} select value ->> 0, value ->> 1, value ->> 2 from json_each(${rows})`
        : sql`${insert} select r ->> 0, (r ->> 1)::int, r ->> 2 from json_array_elements(${rows}::json) r`;
    await all.execute(tx);
  }
}
