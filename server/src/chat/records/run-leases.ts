/** Leases: until when the process that executes a run vouches for it. */
import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../../store/database.js';
import type { Tables } from '../../store/schema.js';
import { first, rows, type Step } from '../../store/step.js';
import { events } from '../agent/events.js';
import { salvage } from './salvage.js';

/** Which runs are looked at. */
export type LeaseScope = { readonly threadId: string } | { readonly runId: string };

/** A run whose end was asked for: in any case, or only if nobody watches it. */
export interface CancelRequest {
  readonly id: string;
  readonly cancel: 'always' | 'unwatched';
}

/** Renews leases, and ends runs whose process is gone. */
@Injectable()
export class RunLeases {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** True where no other process can execute runs of this database. */
  get exclusive(): boolean {
    return this.#database.engine === 'sqlite';
  }

  /** Sets the leases of `ids`; returns those whose end was asked for. */
  async renew(ids: readonly string[], until: number): Promise<readonly CancelRequest[]> {
    const rows = await this.#database
      .updateTable('runs')
      .set({ lease_until: until })
      .where('id', 'in', ids)
      .returning(['id', 'cancel_requested'])
      .execute();
    return rows
      .filter(({ cancel_requested: cancel }) => cancel !== 0)
      .map(({ id, cancel_requested: cancel }) => ({ id, cancel: cancel === 1 ? 'always' : 'unwatched' }));
  }

  /** Asks that the run of a thread end if nobody watches it; false where none runs. */
  async requestStopUnwatched(threadId: string): Promise<boolean> {
    const running = await this.#database
      .updateTable('runs')
      .set((eb) => ({
        cancel_requested: eb.case().when('cancel_requested', '=', 1).then(1).else(2).end(),
      }))
      .where('thread_id', '=', threadId)
      .where('state', '=', 'running')
      .returning('id')
      .execute();
    return running.length > 0;
  }

  /** Runs in the state `running`, whoever executes them. */
  async running(): Promise<readonly string[]> {
    const rows = await this.#database
      .selectFrom('runs')
      .select('id')
      .where('state', '=', 'running')
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Running runs whose lease ended before `now`. */
  async lapsed(scope: LeaseScope, now: number): Promise<readonly string[]> {
    const lapsed = this.#database
      .selectFrom('runs')
      .select('id')
      .where('state', '=', 'running')
      .where('lease_until', '<', now);
    const query =
      'runId' in scope
        ? lapsed.where('id', '=', scope.runId)
        : lapsed.where('thread_id', '=', scope.threadId);
    return (await query.execute()).map(({ id }) => id);
  }

  /** A crashed run ends as a fault that can be tried again; whoever comes first writes it, once. */
  async reclaim(runId: string): Promise<void> {
    const message = 'The server stopped while it worked on this. Send the message again.';
    const event = events.runError('internal', message, { restarting: true }, []);
    await this.#database.atomically(closeLost(this.#database, runId, JSON.stringify(event)));
  }
}

function* closeLost(db: Kysely<Tables>, runId: string, eventJson: string): Step<void> {
  const claimed = yield* first(
    db
      .updateTable('runs')
      .set({ state: 'error', code: 'internal', ended_at: Date.now() })
      .where('id', '=', runId)
      .where('state', '=', 'running')
      .returning('id'),
  );
  if (!claimed) return;
  yield* salvage(db, runId);
  const found = yield* first(
    db
      .selectFrom('run_events')
      .select((eb) => eb.fn.max('seq').as('last'))
      .where('run_id', '=', runId),
  );
  const seq = Number(found?.last ?? 0) + 1;
  yield* rows(db.insertInto('run_events').values({ run_id: runId, seq, event_json: eventJson }));
}
