/** Who vouches for a running run: found out after a crash, and across replicas. */
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RunStopped } from '../agent/run-context.js';
import { type LeaseScope, RunLeases } from '../records/run-leases.js';
import type { LiveRun } from './live-run.js';

/** How long a process vouches for a run without renewing. Milliseconds. */
export const LEASE_MS = 20_000;
const RENEW_MS = 5_000;
/** With several replicas the renewal also finds cancellations. */
const RENEW_AND_CANCEL_MS = 1_000;
/** Three renewals of the other replica. */
const STOP_TRIES = 12;

/** Renews the leases of live runs, takes cancellations from other replicas, ends runs whose process is gone. */
@Injectable()
export class Leases implements OnApplicationShutdown, OnModuleInit {
  #live: ReadonlyMap<string, LiveRun> = new Map();
  #timer?: NodeJS.Timeout;
  readonly #records: RunLeases;

  constructor(records: RunLeases) {
    this.#records = records;
  }

  /** A SQLite file has one process: what still runs when that one starts was cut off with its predecessor. */
  async onModuleInit(): Promise<void> {
    const every = this.#records.exclusive ? RENEW_MS : RENEW_AND_CANCEL_MS;
    this.#timer = setInterval(() => void this.renew().catch(() => undefined), every).unref();
    if (!this.#records.exclusive) return;
    for (const id of await this.#records.running()) await this.#records.reclaim(id);
  }

  /** Names the runs that are this process's. */
  watch(live: ReadonlyMap<string, LiveRun>): void {
    this.#live = live;
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async renew(): Promise<void> {
    const ids = [...this.#live.keys()];
    if (ids.length === 0) return;
    for (const { id, cancel } of await this.#records.renew(ids, Date.now() + LEASE_MS)) {
      const live = this.#live.get(id);
      if (cancel === 'always') live?.stop.abort(new RunStopped('cancelled'));
      else if (live && !live.watched) live.stop.abort(new RunStopped('unwatched'));
    }
  }

  /** Asks another replica to end its run of a thread if nobody watches it there; true once the thread is free. */
  async stopUnwatched(threadId: string): Promise<boolean> {
    for (let tries = 0; tries < STOP_TRIES; tries++) {
      if (!(await this.#records.requestStopUnwatched(threadId))) return true;
      await delay(RENEW_AND_CANCEL_MS / 4);
    }
    return false;
  }

  /** Ends the runs of a thread, or the one run, if their process is gone. */
  async reclaim(scope: LeaseScope): Promise<void> {
    for (const id of await this.#records.lapsed(scope, Date.now()))
      if (!this.#live.has(id)) await this.#records.reclaim(id);
  }
}
