/** Executes one run: the agent's events go into the log, and with the last one the run's new state. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import type { InterruptAnswer } from '../agent/interrupt.js';
import { run, type RunEnd, storeUnavailable } from '../agent/run.js';
import { type RunContext, RunStopped } from '../agent/run-context.js';
import { CHAT_OPTIONS, type ChatLimits, type ChatOptions, DEFAULT_LIMITS } from '../chat-options.js';
import type { Model } from '../model/model.js';
import { Conversations } from '../records/conversations.js';
import type { BegunRun } from '../records/begin-run.js';
import { Retention } from '../records/retention.js';
import { RunRecords } from '../records/run-records.js';
import { ToolPolicies } from '../records/tool-policies.js';
import { Toolboxes } from '../toolbox/toolboxes.js';
import type { LiveRun } from './live-run.js';

/** Who runs where, and with which answers of the person. */
export interface RunOrder {
  readonly caller: Caller;
  readonly begun: BegunRun;
  readonly model: Model;
  /** See `RunContext`. */
  readonly knowsCancelled: boolean;
}

/** Runs independently of whoever listens. */
@Injectable()
export class RunExecutor {
  readonly #logger = new Logger('Chat');
  readonly #limits: ChatLimits;
  readonly #audit: RunContext['audit'];
  readonly #isSignedOut: (caller: Caller) => boolean;
  readonly #conversations: Conversations;
  readonly #policies: ToolPolicies;
  readonly #records: RunRecords;
  readonly #retention: Retention;
  readonly #toolboxes: Toolboxes;

  constructor(
    @Inject(CHAT_OPTIONS) options: ChatOptions,
    conversations: Conversations,
    policies: ToolPolicies,
    records: RunRecords,
    retention: Retention,
    toolboxes: Toolboxes,
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#audit = options.audit ?? (() => undefined);
    this.#isSignedOut = options.isSignedOut ?? (() => false);
    this.#conversations = conversations;
    this.#policies = policies;
    this.#records = records;
    this.#retention = retention;
    this.#toolboxes = toolboxes;
  }

  /** Resolves when the run has ended, however it ended; never rejects. */
  async execute(live: LiveRun, { caller, begun, model, knowsCancelled }: RunOrder): Promise<void> {
    const { signal } = live.stop;
    const toolbox = this.#toolboxes.open(caller, signal);
    const context: RunContext = {
      threadId: live.threadId,
      runId: live.id,
      caller,
      conversation: this.#conversations.open(begun),
      model,
      toolbox,
      signal,
      policy: this.#policies,
      limits: this.#limits,
      audit: this.#audit,
      emit: (event) => {
        // The run acts with a token of the sign-in that has ended: it says so, and stops.
        if (this.#isSignedOut(caller)) live.stop.abort(new RunStopped('signed_out'));
        else live.emit(event);
      },
      ready: () => live.ready(),
      answers: byCall(begun.answers),
      knowsCancelled,
    };
    const end = await run(context);
    this.#report(live, end);
    try {
      // The last event and the run's new state become true in one transaction.
      await live.publishLast(end.last, () => this.#records.endRun(context, end));
      live.end();
      if (this.#retention.keepsNothing && end.state !== 'interrupt')
        void live.released.then(() => this.#retention.forget(context.threadId)).catch(() => undefined);
    } catch (error) {
      this.#logger.error({ message: 'a run could not be recorded', runId: live.id, error: String(error) });
      live.end(storeUnavailable(end.usage));
      void this.#records.markFailed(live.id).catch(() => undefined);
    } finally {
      await toolbox.close();
    }
  }

  #report(live: LiveRun, { code, cause }: RunEnd): void {
    if (!code) return;
    const stack = code === 'internal' && cause instanceof Error ? { error: cause.stack } : {};
    const { correlationId } = (cause ?? {}) as { correlationId?: string };
    this.#logger.warn({ message: 'a run ended with a fault', runId: live.id, code, correlationId, ...stack });
  }
}

/** One call may have raised several interrupts at once. */
function byCall(answers: readonly InterruptAnswer[]): ReadonlyMap<string, readonly InterruptAnswer[]> {
  return Map.groupBy(answers, ({ state }) => state.callId);
}
