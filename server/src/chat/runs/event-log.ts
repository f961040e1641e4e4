/** The log of run events: written before anything reaches a socket, many runs in one transaction. @module */
import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { Database } from '../../store/database.js';
import type { Tables } from '../../store/schema.js';

/** Rows of one insert; SQLite binds at most 32,766 values. */
const ROWS = 1000;

/** One line of a run's log. */
export interface LoggedEvent {
  readonly runId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  /** The AG-UI event as JSON text. */
  readonly json: string;
}

/** What else must become true together with an event (the end of its run). */
export type Together = (tx: Transaction<Tables>) => Promise<void>;

interface Waiting {
  readonly event: LoggedEvent;
  readonly together?: Together;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Group commit: whatever is appended while a commit is under way goes into the next one. An event is thus written at
 * once when there is little to do, and in large batches when there is much.
 */
@Injectable()
export class EventLog {
  private waiting: Waiting[] = [];
  private busy = false;

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Resolves when the event is in the database. */
  append(event: LoggedEvent, together?: Together): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ event, written, failed, ...(together ? { together } : {}) });
      if (this.busy) return;
      this.busy = true;
      setImmediate(() => void this.drain());
    });
  }

  /** At most `limit` events after `after`, oldest first. */
  async read(runId: string, after: number, limit: number): Promise<readonly LoggedEvent[]> {
    const rows = await this.database
      .selectFrom('run_events')
      .select(['seq', 'event_json'])
      .where('run_id', '=', runId)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(({ seq, event_json: json }) => ({ runId, seq, json }));
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.commit(batch);
      // Lets what was just acknowledged reach its sockets, and more events arrive, before the next commit.
      if (this.waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.busy = false;
  }

  /** One run's fault (its thread was deleted, say) must not cost another run its events. */
  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.write(batch);
      for (const { written } of batch) written();
    } catch (error) {
      if (batch.length === 1) return batch[0]?.failed(error);
      for (const single of batch) await this.commit([single]);
    }
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const rows = batch.map(({ event }) => ({ run_id: event.runId, seq: event.seq, event_json: event.json }));
    await this.database.transaction().execute(async (tx) => {
      for (let at = 0; at < rows.length; at += ROWS)
        await tx
          .insertInto('run_events')
          .values(rows.slice(at, at + ROWS))
          .execute();
      for (const { together } of batch) await together?.(tx);
    });
  }
}
