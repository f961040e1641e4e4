/** Who vouches for a running run: found out after a crash, and across replicas. */
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../store/database.js';
import { events } from '../agent/events.js';
import { RunStopped } from '../agent/run-context.js';
import type { LiveRun } from './live-run.js';
import { salvage } from '../records/salvage.js';

/** How long a process vouches for a run without renewing. Milliseconds. */
export const LEASE_MS = 20_000;
const RENEW_MS = 5_000;
/** With several replicas the renewal also hears cancellations. */
const RENEW_AND_HEAR_MS = 1_000;

/** Renews the leases of live runs, hears cancellations from other replicas, ends runs nobody vouches for. */
@Injectable()
export class Leases implements OnApplicationShutdown, OnModuleInit {
  #live: ReadonlyMap<string, LiveRun> = new Map();
  #timer?: NodeJS.Timeout;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A SQLite file has one process: what still runs when that one starts was cut off with its predecessor. */
  async onModuleInit(): Promise<void> {
    const every = this.#database.engine === 'sqlite' ? RENEW_MS : RENEW_AND_HEAR_MS;
    this.#timer = setInterval(() => void this.renew().catch(() => undefined), every).unref();
    if (this.#database.engine !== 'sqlite') return;
    const lost = await this.#database
      .selectFrom('runs')
      .select('id')
      .where('state', '=', 'running')
      .execute();
    for (const { id } of lost) await this.#reclaim(id);
  }

  /** Tells which runs are this process's. */
  watch(live: ReadonlyMap<string, LiveRun>): void {
    this.#live = live;
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async renew(): Promise<void> {
    const ids = [...this.#live.keys()];
    if (ids.length === 0) return;
    const mine = this.#database.updateTable('runs').set({ lease_until: Date.now() + LEASE_MS });
    const rows = await mine.where('id', 'in', ids).returning(['id', 'cancel_requested']).execute();
    for (const row of rows.filter(({ cancel_requested: cancel }) => cancel === 1))
      this.#live.get(row.id)?.stop.abort(new RunStopped('cancelled'));
  }

  /** Ends the thread's run if its process is gone. */
  async reclaimThread(threadId: string): Promise<void> {
    const lost = await this.#lost().where('thread_id', '=', threadId).execute();
    for (const { id } of lost) await this.#reclaim(id);
  }

  /** Ends the run if its process is gone. */
  async reclaimRun(runId: string): Promise<void> {
    const lost = await this.#lost().where('id', '=', runId).execute();
    for (const { id } of lost) await this.#reclaim(id);
  }

  #lost() {
    return this.#database
      .selectFrom('runs')
      .select('id')
      .where('state', '=', 'running')
      .where('lease_until', '<', Date.now())
      .where('id', 'not in', ['', ...this.#live.keys()]);
  }

  /** A crashed run ends as a fault that can be tried again; whoever comes first writes it, once. */
  async #reclaim(runId: string): Promise<void> {
    const message = 'The server stopped while it worked on this. Send the message again.';
    const event = events.runError('internal', message, { restarting: true }, []);
    await this.#database.transaction().execute(async (tx) => {
      const claimed = await tx
        .updateTable('runs')
        .set({ state: 'error', code: 'internal', ended_at: Date.now() })
        .where('id', '=', runId)
        .where('state', '=', 'running')
        .returning('id')
        .execute();
      if (claimed.length === 0) return;
      await salvage(tx, runId);
      const { last } = await tx
        .selectFrom('run_events')
        .select((eb) => eb.fn.max('seq').as('last'))
        .where('run_id', '=', runId)
        .executeTakeFirstOrThrow();
      const seq = Number(last ?? 0) + 1;
      await tx
        .insertInto('run_events')
        .values({ run_id: runId, seq, event_json: JSON.stringify(event) })
        .execute();
    });
  }
}
