/** The runs this process executes: started, followed, cancelled, drained. */
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database } from '../../store/database.js';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import { CHAT_OPTIONS, type ChatLimits, type ChatOptions, DEFAULT_LIMITS } from '../chat-options.js';
import { Conversation } from '../agent/conversation.js';
import { type Event, isLast } from '../agent/events.js';
import type { Answer } from '../agent/interrupt.js';
import { RunStopped, type Turn } from '../agent/run-context.js';
import { createModel } from '../model/create-model.js';
import type { Model } from '../model/model.js';
import { run, type RunEnd } from '../agent/run.js';
import { ApprovalPolicy } from '../records/tool-policies.js';
import { Toolboxes } from '../toolbox/toolboxes.js';
import { BeginRun, type RunRequest } from '../records/begin-run.js';
import { deferred } from './deferred.js';
import { EventLog } from '../records/event-log.js';
import { endRun, failedEnd } from '../records/end-run.js';
import { LEASE_MS, Leases } from './leases.js';
import { LiveRun } from './live-run.js';
import { Retention } from '../records/retention.js';

/** Executes runs independently of whoever listens to them. */
@Injectable()
export class RunRegistry {
  readonly #logger = new Logger('Chat');
  readonly #limits: ChatLimits;
  readonly #model?: Model;
  readonly #live = new Map<string, LiveRun>();
  #draining = false;
  readonly #database: Database;
  readonly #log: EventLog;
  readonly #beginning: BeginRun;
  readonly #policy: ApprovalPolicy;
  readonly #leases: Leases;
  readonly #retention: Retention;
  readonly #toolboxes: Toolboxes;

  constructor(
    @Inject(CHAT_OPTIONS) options: ChatOptions,
    database: Database,
    log: EventLog,
    beginning: BeginRun,
    policy: ApprovalPolicy,
    leases: Leases,
    retention: Retention,
    toolboxes: Toolboxes,
  ) {
    this.#database = database;
    this.#log = log;
    this.#beginning = beginning;
    this.#policy = policy;
    this.#leases = leases;
    this.#retention = retention;
    this.#toolboxes = toolboxes;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    if (options.model) this.#model = createModel(options.model);
    leases.watch(this.#live);
  }

  /** Starts a run and returns at once. Throws `ChatError` where it may not start. */
  async start(caller: Caller, request: RunRequest): Promise<LiveRun> {
    const model = this.#model;
    if (!model) throw new ChatError(503, 'chat_not_configured', 'No model is configured for the chat.');
    if (this.#draining)
      throw new ChatError(503, 'shutting_down', 'The server is restarting.', { retryAfterSeconds: 2 });
    await this.#leases.reclaimThread(request.threadId);
    const answers = await this.#beginning.begin(caller, request, Date.now() + LEASE_MS);
    const live = new LiveRun(request.runId, request.threadId, this.#log, this.#limits);
    this.#live.set(live.id, live);
    void this.#execute(live, caller, request, answers, model);
    return live;
  }

  /** The run, if this process executes it. */
  find(runId: string): LiveRun | undefined {
    return this.#live.get(runId);
  }

  /** Cancels what runs in a thread, and waits until it has ended. */
  async stopThread(threadId: string): Promise<void> {
    const runs = [...this.#live.values()].filter((live) => live.threadId === threadId);
    for (const live of runs) live.stop.abort(new RunStopped('cancelled'));
    await Promise.all(runs.map((live) => live.ended));
  }

  /**
   * For shutdown: ends all streams with a resumable mark, refuses new runs, and gives the running ones `graceMs`
   * to finish; what is left then ends with a fault that says so.
   */
  async drain(graceMs: number): Promise<void> {
    this.#draining = true;
    const runs = [...this.#live.values()];
    for (const live of runs) live.handBack();
    const all = Promise.all(runs.map((live) => live.ended));
    const { promise: late, resolve } = deferred();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([all, late]);
    clearTimeout(timer);
    for (const live of runs) live.stop.abort(new RunStopped('shutdown'));
    await all;
  }

  async #execute(
    live: LiveRun,
    caller: Caller,
    request: RunRequest,
    answers: readonly Answer[],
    model: Model,
  ): Promise<void> {
    const { signal } = live.stop;
    const toolbox = this.#toolboxes.open(caller, signal);
    try {
      const conversation = await Conversation.load(this.#database, request.threadId, live.id);
      const { message, threadId } = request;
      const repeated = message && conversation.endsWith(message.id, message.text);
      const base = {
        threadId,
        runId: live.id,
        caller,
        conversation,
        model,
        toolbox,
        signal,
        policy: this.#policy,
        limits: this.#limits,
      };
      await this.#publish(live, {
        ...base,
        answers: byCall(answers),
        ...(message && !repeated ? { message } : {}),
      });
    } catch (error) {
      this.#logger.error({ message: 'a run could not be recorded', runId: live.id, error: String(error) });
      // Nobody takes what the run still says: model and tools must not go on.
      live.stop.abort(new RunStopped('shutdown'));
      await failedEnd(this.#database, live.id).catch(() => undefined);
    } finally {
      live.end();
      this.#live.delete(live.id);
      await toolbox.close();
    }
  }

  /** The last event and the run's new state become true in one transaction. */
  async #publish(live: LiveRun, turn: Turn): Promise<void> {
    const steps = run(turn);
    let last: Event | undefined;
    for (let step = await steps.next(); ; step = await steps.next()) {
      if (step.done) {
        const end = step.value;
        this.#report(live, end);
        if (last) await live.publish(last, endRun(turn, end));
        if (this.#retention.keepsNothing && end.state !== 'interrupt')
          void live.released.then(() => this.#retention.forget(turn.threadId)).catch(() => undefined);
        return;
      }
      if (isLast(step.value)) last = step.value;
      else await live.publish(step.value);
    }
  }

  #report(live: LiveRun, { code, cause }: RunEnd): void {
    if (!code) return;
    const stack = code === 'internal' && cause instanceof Error ? { error: cause.stack } : {};
    const { correlationId } = (cause ?? {}) as { correlationId?: string };
    this.#logger.warn({ message: 'a run ended with a fault', runId: live.id, code, correlationId, ...stack });
  }
}

/** A call may have put several questions at once. */
function byCall(answers: readonly Answer[]): ReadonlyMap<string, readonly Answer[]> {
  const grouped = new Map<string, Answer[]>();
  for (const answer of answers) {
    const { callId } = answer.state;
    grouped.set(callId, [...(grouped.get(callId) ?? []), answer]);
  }
  return grouped;
}
