/** The runs this process executes: started, found, stopped, drained. */
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import { RunStopped } from '../agent/run-context.js';
import { ChatError } from '../chat-error.js';
import { CHAT_OPTIONS, type ChatLimits, type ChatOptions, DEFAULT_LIMITS } from '../chat-options.js';
import { ChatCompletionsModel } from '../model/chat-completions.js';
import type { Model } from '../model/model.js';
import { ResponsesModel } from '../model/responses.js';
import { BeginRun, type BegunRun, type RunRequest } from '../records/begin-run.js';
import { EventLog } from '../records/event-log.js';
import { LEASE_MS, Leases } from './leases.js';
import { LiveRun } from './live-run.js';
import { RunExecutor } from './run-executor.js';

/** The wire shapes of `AZURE_OPENAI_API`. */
const MODELS = { responses: ResponsesModel, 'chat-completions': ChatCompletionsModel } as const;

/** Keeps the live runs; each is executed independently of whoever listens to it. */
@Injectable()
export class RunRegistry {
  readonly #limits: ChatLimits;
  readonly #model?: Model;
  readonly #live = new Map<string, LiveRun>();
  #draining = false;
  readonly #log: EventLog;
  readonly #beginRun: BeginRun;
  readonly #leases: Leases;
  readonly #executor: RunExecutor;

  constructor(
    @Inject(CHAT_OPTIONS) { model, limits }: ChatOptions,
    log: EventLog,
    beginRun: BeginRun,
    leases: Leases,
    executor: RunExecutor,
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    if (model) this.#model = new MODELS[model.api](model);
    this.#log = log;
    this.#beginRun = beginRun;
    this.#leases = leases;
    this.#executor = executor;
    leases.watch(this.#live);
  }

  /** Starts a run and returns at once. Throws `ChatError` where it may not start. */
  async start(caller: Caller, request: RunRequest): Promise<LiveRun> {
    const model = this.#model;
    if (!model) throw new ChatError(503, 'chat_not_configured', 'No model is configured for the chat.');
    if (this.#draining)
      throw new ChatError(503, 'shutting_down', 'The server is restarting.', { retryAfterSeconds: 2 });
    await this.#leases.reclaim({ threadId: request.threadId });
    const begun = await this.#begin(caller, request);
    const live = new LiveRun(begun.started, request.threadId, this.#log, this.#limits);
    this.#live.set(live.id, live);
    void live.ended.then(() => this.#live.delete(live.id));
    const knowsCancelled = request.versioned === true;
    void this.#executor.execute(live, { caller, begun, model, knowsCancelled });
    return live;
  }

  /** A new message ends a run of its thread that nobody watches any more: a client's stop is to hang up. */
  async #begin(caller: Caller, request: RunRequest): Promise<BegunRun> {
    try {
      return await this.#beginRun.begin(caller, request, Date.now() + LEASE_MS);
    } catch (error) {
      const busy = error instanceof ChatError && error.code === 'run_in_progress';
      if (!busy || !(await this.#stopUnwatched(request.threadId))) throw error;
      return this.#beginRun.begin(caller, request, Date.now() + LEASE_MS);
    }
  }

  /** True where the thread is free now. */
  async #stopUnwatched(threadId: string): Promise<boolean> {
    const live = [...this.#live.values()].find((one) => one.threadId === threadId);
    if (!live) return this.#leases.stopUnwatched(threadId);
    if (live.watched) return false;
    live.stop.abort(new RunStopped('unwatched'));
    await live.ended;
    return true;
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
   * to finish; what is left then ends with a fault that names the restart.
   */
  async drain(graceMs: number): Promise<void> {
    this.#draining = true;
    const runs = [...this.#live.values()];
    for (const live of runs) live.handBack();
    const all = Promise.all(runs.map((live) => live.ended));
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([all, late]);
    clearTimeout(timer);
    for (const live of runs) live.stop.abort(new RunStopped('shutdown'));
    await all;
  }
}
