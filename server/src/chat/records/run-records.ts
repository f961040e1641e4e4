import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { Database } from '../../store/database.js';
import type { Step } from '../../store/step.js';
import type { RunEnd } from '../agent/run.js';
import type { RunContext } from '../agent/run-context.js';
import { endRun } from './end-run.js';

/** What is known of a run beside its events. */
@Injectable()
export class RunRecords {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** True for a run of the caller's. */
  async belongsTo({ tid, oid }: Caller, runId: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('runs')
      .select('id')
      .where('id', '=', runId)
      .where('tid', '=', tid)
      .where('oid', '=', oid)
      .executeTakeFirst();
    return row !== undefined;
  }

  async isRunning(runId: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('runs')
      .select('state')
      .where('id', '=', runId)
      .executeTakeFirst();
    return row?.state === 'running';
  }

  /** Asks whichever replica executes the run to stop it. */
  async requestCancel(runId: string): Promise<void> {
    await this.#database.updateTable('runs').set({ cancel_requested: 1 }).where('id', '=', runId).execute();
  }

  /** The writes that belong into one transaction with the run's last event. */
  endRun(context: RunContext, end: RunEnd): Step<void> {
    return endRun(this.#database, context, end);
  }

  /** For a run whose log cannot be written: at least its row must not say that it goes on. */
  async markFailed(runId: string): Promise<void> {
    await this.#database
      .updateTable('runs')
      .set({ state: 'error', code: 'store_unavailable', ended_at: Date.now() })
      .where('id', '=', runId)
      .where('state', '=', 'running')
      .execute();
  }
}
