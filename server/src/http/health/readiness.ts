import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';

/** One thing the server cannot work without. */
export interface ReadinessCheck {
  readonly name: string;
  /**
   * Resolves to `undefined` when all is well, else to the reason in plain words; never a secret. It limits its own
   * time: nobody waits for it, so that it may take as long as a fallback needs.
   */
  readonly check: () => Promise<string | undefined>;
}

/** Token under which the checks are injected. */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');

/** What is not available, and why. */
export interface Unavailable {
  readonly name: string;
  readonly reason: string;
}

/** How long a probe waits for news, in milliseconds; Kubernetes and Container Apps give up after 1 s by default. */
const PATIENCE_MS = 400;
/** How often the checks run where nobody probes, in milliseconds. */
const PERIOD_MS = 10_000;

/**
 * Knows in the background what the server needs. A probe starts a check of each thing (one at a time, however many
 * probe) and gets what is known when its patience ends: a slow check goes on, and the next probe gets its result.
 */
@Injectable()
export class Readiness implements OnApplicationShutdown {
  readonly #logger = new Logger('Readiness');
  readonly #checks: readonly ReadinessCheck[];
  readonly #known = new Map<string, string | undefined>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(@Inject(READINESS_CHECKS) checks: readonly ReadinessCheck[]) {
    this.#checks = checks;
    void this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), PERIOD_MS).unref();
  }

  /** What is not available; empty where the server can work. Resolves within 400 ms. */
  async unavailable(): Promise<readonly Unavailable[]> {
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, PATIENCE_MS);
    await Promise.race([this.#refresh(), patience.promise]);
    clearTimeout(timer);
    return this.#checks.flatMap(({ name }) => {
      const reason = this.#known.has(name) ? this.#known.get(name) : 'has not been checked yet';
      return reason === undefined ? [] : [{ name, reason }];
    });
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #refresh(): Promise<void> {
    await Promise.all(this.#checks.map((check) => this.#once(check)));
  }

  #once({ name, check }: ReadinessCheck): Promise<void> {
    const running = this.#running.get(name) ?? this.#run(name, check);
    this.#running.set(name, running);
    return running;
  }

  async #run(name: string, check: ReadinessCheck['check']): Promise<void> {
    try {
      this.#note(name, await check());
    } catch (error) {
      this.#logger.error({ message: `the readiness check of ${name} failed`, error: String(error) });
      this.#note(name, 'the check itself failed; the log says why');
    } finally {
      this.#running.delete(name);
    }
  }

  /** One log line when something becomes unavailable, and one when it is available again. */
  #note(name: string, reason: string | undefined): void {
    const before = this.#known.get(name);
    if (reason !== undefined && reason !== before) this.#logger.warn(`not ready: ${name}: ${reason}`);
    if (reason === undefined && before !== undefined) this.#logger.log(`ready again: ${name}`);
    this.#known.set(name, reason);
  }
}
