import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import { metrics } from '@opentelemetry/api';
import { SignOuts } from './sign-outs.js';
import { GraphError, UsersDelta } from './users-delta.js';

/** Where time comes from. */
export interface PollerClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms`, unless the returned function was called before. */
  after(ms: number, callback: () => void): () => void;
}

/** Token of {@link PollOptions}. */
export const POLL_OPTIONS = Symbol('POLL_OPTIONS');

/** How often Graph is asked. */
export interface PollOptions {
  readonly seconds: number;
  readonly clock: PollerClock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** Longest pause after failures, in milliseconds. */
const LONGEST_PAUSE_MS = 300_000;

/** Asks Graph at intervals; every replica asks for itself. While Graph does not answer, the last answer stands. */
@Injectable()
export class RevocationPoller implements OnModuleInit, BeforeApplicationShutdown {
  readonly #logger = new Logger('Revocation');
  readonly #delta: UsersDelta;
  readonly #signOuts: SignOuts;
  readonly #options: PollOptions;
  readonly #stop = new AbortController();
  #answeredAt: number | undefined;
  #failures = 0;
  #cancel: (() => void) | undefined;

  constructor(delta: UsersDelta, signOuts: SignOuts, @Inject(POLL_OPTIONS) options: PollOptions) {
    this.#delta = delta;
    this.#signOuts = signOuts;
    this.#options = options;
  }

  onModuleInit(): void {
    if (this.#options.seconds === 0) return;
    metrics
      .getMeter('torii')
      .createObservableGauge('torii.revocation.age', {
        unit: 's',
        description: 'Seconds since Graph last answered who signed out',
      })
      .addCallback((result) => {
        if (this.ageSeconds !== undefined) result.observe(this.ageSeconds);
      });
    void this.poll();
  }

  beforeApplicationShutdown(): void {
    this.#stop.abort(new Error('the server stops'));
    this.#cancel?.();
  }

  /** Seconds since Graph last answered a whole round; `undefined` before the first. */
  get ageSeconds(): number | undefined {
    return this.#answeredAt === undefined
      ? undefined
      : Math.round((this.#options.clock.now() - this.#answeredAt) / 1000);
  }

  /** One round, and the time of the next. Never rejects. */
  async poll(): Promise<void> {
    const { clock, random, seconds } = this.#options;
    let pause = seconds * 1000;
    try {
      await this.#delta.round((state) => this.#signOuts.set(state, clock.now() / 1000), this.#stop.signal);
      this.#signOuts.sweep(clock.now() / 1000);
      if (this.#failures > 0) this.#logger.log('Graph answers again who signed out');
      this.#failures = 0;
      this.#answeredAt = clock.now();
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#failures += 1;
      pause = this.#pauseAfter(error);
      this.#report(error);
    }
    if (this.#stop.signal.aborted) return;
    // Replicas that started together should not ask together; never later than the interval.
    this.#cancel = clock.after(pause * (1 - 0.1 * random()), () => void this.poll());
  }

  #pauseAfter(error: unknown): number {
    if (error instanceof GraphError && error.retryAfterMs !== undefined)
      return Math.max(1000, error.retryAfterMs);
    return Math.min(this.#options.seconds * 1000 * 2 ** Math.min(this.#failures - 1, 6), LONGEST_PAUSE_MS);
  }

  /** The first failure in a row, and every tenth. */
  #report(error: unknown): void {
    if (this.#failures % 10 !== 1) return;
    const age = this.ageSeconds;
    this.#logger.warn({
      message: 'Graph cannot be asked who signed out; the last answer stands',
      reason: error instanceof Error ? error.message : String(error),
      failures: this.#failures,
      ...(age === undefined ? {} : { ageSeconds: age }),
    });
  }
}
