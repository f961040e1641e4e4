/** The events of a run for its owner, whether the run is live here, elsewhere, or over. */
import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import { cleanText } from '../clean-text.js';
import { RunStopped } from '../agent/run-context.js';
import { EventLog, type LoggedEvent, type Watch } from '../records/event-log.js';
import { RunRecords } from '../records/run-records.js';
import { Leases } from './leases.js';
import { RunRegistry } from './run-registry.js';
import { type EventSource, type FeedEnd, type Follow, Subscription } from './subscription.js';

const PAGE = 500;
const PAGE_CHARS = 64 * 1024;

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
    return live ? (after, listener) => live.follow(after, listener) : this.#followLog(runId);
  }

  /** Stops model and tools; a run that is over stays as it is. */
  async cancel(caller: Caller, runId: string): Promise<void> {
    await this.#own(caller, runId);
    const live = this.#registry.find(runId);
    if (live) return live.stop.abort(new RunStopped('cancelled'));
    await this.#records.requestCancel(runId);
  }

  /** True for a run of the caller's. */
  belongsTo(caller: Caller, runId: string): Promise<boolean> {
    return this.#records.belongsTo(caller, runId);
  }

  #followLog(runId: string): Follow {
    return (after, listener) => {
      const left = new AbortController();
      const parts = { leases: this.#leases, records: this.#records, log: this.#log, left: left.signal };
      const source = new LoggedRun(runId, parts);
      const subscription = new Subscription(source, listener, after, () => {
        left.abort();
        source.close();
      });
      subscription.pump();
      return subscription;
    };
  }

  async #own(caller: Caller, runId: string): Promise<void> {
    if (await this.belongsTo(caller, cleanText(runId))) return;
    throw new ChatError(404, 'run_not_found', 'There is no such run.');
  }
}

/** A run that another replica executes, or that is over: its log, read whenever it may have grown. */
class LoggedRun implements EventSource {
  #over = false;
  readonly #watch: Watch;
  readonly #runId: string;
  readonly #parts: LoggedRunParts;

  constructor(runId: string, parts: LoggedRunParts) {
    this.#runId = runId;
    this.#parts = parts;
    this.#watch = parts.log.watch(runId);
  }

  async after(after: number): Promise<readonly LoggedEvent[]> {
    const { leases, records, log, left } = this.#parts;
    for (;;) {
      await leases.reclaim({ runId: this.#runId });
      // The state is read first: a run that is over has its last event in the log already.
      this.#over = !(await records.isRunning(this.#runId));
      const events = await log.read(this.#runId, after, PAGE, PAGE_CHARS);
      if (events.length > 0 || this.#over || left.aborted) return events;
      await this.#watch.next(left);
    }
  }

  endOf(): FeedEnd | undefined {
    return this.#over ? { why: 'over' } : undefined;
  }

  close(): void {
    this.#watch.close();
  }
}

interface LoggedRunParts {
  readonly leases: Leases;
  readonly records: RunRecords;
  readonly log: EventLog;
  readonly left: AbortSignal;
}
