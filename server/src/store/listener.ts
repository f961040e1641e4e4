import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Postgres } from './database.js';
import { connectionOf } from './postgres.js';

const CHANNEL = 'torii_runs';
/** What a listener sends itself, to learn whether notices arrive. */
const PROBE = 'probe';
const PROBE_MS = 2000;
const LONGEST_PAUSE_MS = 10_000;

/** Who is called. */
export interface ListenerEvents {
  readonly heard: (ids: readonly string[]) => void;
  readonly reconnected: () => void;
}

/** LISTEN on a connection outside the pool and outside transactions, made anew whenever it ends. */
export class Listener {
  readonly #postgres: Postgres;
  readonly #events: ListenerEvents;
  #client: pg.Client | undefined;
  #probed = Promise.withResolvers<void>();
  #works = false;
  #stopped = false;

  constructor(postgres: Postgres, events: ListenerEvents) {
    this.#postgres = postgres;
    this.#events = events;
  }

  /** Whether notices arrive at the moment. */
  get works(): boolean {
    return this.#works;
  }

  /** Connects and proves that a notice arrives; without that it stays away and nobody relies on it. */
  async start(): Promise<boolean> {
    try {
      await this.#connect();
      await this.notify([PROBE]);
      this.#works = await Promise.race([
        this.#probed.promise.then(() => true),
        delay(PROBE_MS, false, { ref: false }),
      ]);
    } catch {
      this.#works = false;
    }
    if (!this.#works) await this.stop();
    return this.#works;
  }

  /** Tells all replicas. A failure is nobody's loss: watchers look from time to time. */
  async notify(ids: readonly string[]): Promise<void> {
    await this.#postgres.pool
      .query('select pg_notify($1, $2)', [CHANNEL, ids.join(',')])
      .catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#works = false;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(connectionOf(this.#postgres.address));
    // Twice per broken connection; `end` comes once.
    client.on('error', () => undefined);
    client.on('end', () => void this.#reconnect(client));
    client.on('notification', ({ payload = '' }) => {
      if (payload === PROBE) this.#probed.resolve();
      else this.#events.heard(payload.split(','));
    });
    this.#client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  async #reconnect(ended: pg.Client): Promise<void> {
    if (this.#stopped || ended !== this.#client || !this.#works) return;
    this.#works = false;
    for (let pause = 100; !this.#stopped; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      // Not all replicas at the same moment.
      await delay(pause * (0.5 + Math.random()), undefined, { ref: false });
      const connected = await this.#connect().then(
        () => true,
        () => false,
      );
      if (!connected) continue;
      this.#works = true;
      this.#events.reconnected();
      return;
    }
  }
}
