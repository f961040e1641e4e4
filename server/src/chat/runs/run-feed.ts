/** The events of a run for its owner, whether the run is live here, elsewhere, or over. */
import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import { cleanText } from '../clean-text.js';
import { RunStopped } from '../agent/run-context.js';
import { EventLog } from '../records/event-log.js';
import { RunRecords } from '../records/run-records.js';
import { Leases } from './leases.js';
import type { FeedItem } from './live-run.js';
import { RunRegistry } from './run-registry.js';

const PAGE = 500;

/** Follows a run after event `after`; ends with the run, or when `signal` is aborted. */
export type Follow = (after: number, signal: AbortSignal) => AsyncGenerator<FeedItem>;

/** Opens feeds and passes cancellations on. */
@Injectable()
export class RunFeed {
  readonly #records: RunRecords;
  readonly #log: EventLog;
  readonly #registry: RunRegistry;
  readonly #leases: Leases;

  constructor(records: RunRecords, log: EventLog, registry: RunRegistry, leases: Leases) {
    this.#records = records;
    this.#log = log;
    this.#registry = registry;
    this.#leases = leases;
  }

  /** Throws 404 `run_not_found` for an unknown run and for another person's alike. */
  async open(caller: Caller, runId: string): Promise<Follow> {
    await this.#own(caller, runId);
    const live = this.#registry.find(runId);
    return live
      ? (after, signal) => live.follow(after, signal)
      : (after, signal) => this.#read(runId, after, signal);
  }

  /** Stops model and tools; a run that is over stays as it is. */
  async cancel(caller: Caller, runId: string): Promise<void> {
    await this.#own(caller, runId);
    const live = this.#registry.find(runId);
    if (live) return live.stop.abort(new RunStopped('cancelled'));
    await this.#records.requestCancel(runId);
  }

  async *#read(runId: string, after: number, signal: AbortSignal): AsyncGenerator<FeedItem> {
    const watch = this.#log.watch(runId);
    try {
      let at = after;
      while (!signal.aborted) {
        // The state is read first: a run that is over has its last event in the log already.
        const over = await this.#isOver(runId);
        const events = await this.#log.read(runId, at, PAGE);
        const last = events.at(-1);
        if (last) {
          at = last.seq;
          yield { events };
        } else if (over) return;
        else await watch.next(signal);
      }
    } finally {
      watch.close();
    }
  }

  async #isOver(runId: string): Promise<boolean> {
    await this.#leases.reclaim({ runId });
    return !(await this.#records.isRunning(runId));
  }

  /** True for a run of the caller's. */
  belongsTo(caller: Caller, runId: string): Promise<boolean> {
    return this.#records.belongsTo(caller, runId);
  }

  async #own(caller: Caller, runId: string): Promise<void> {
    if (await this.belongsTo(caller, cleanText(runId))) return;
    throw new ChatError(404, 'run_not_found', 'There is no such run.');
  }
}
