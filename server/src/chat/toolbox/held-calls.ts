/** Calls that wait, open, for a person's answer between two runs. */
import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import type { Connection } from './connection.js';

const PREFIX = 'held:';
const MAX_HELD = 1000;

interface Held {
  readonly owner: string;
  readonly connection: Connection;
  readonly timer: NodeJS.Timeout;
}

/**
 * Only servers of the 2025 era need this: their question belongs to a connection, so it cannot outlive this process,
 * and must be answered on the replica that asked.
 */
@Injectable()
export class HeldCalls implements OnApplicationShutdown {
  readonly #held = new Map<string, Held>();

  /** Keeps the connection for `ms` milliseconds; returns the request state to come back with. */
  hold(caller: Caller, connection: Connection, ms: number): string {
    const id = `${PREFIX}${randomUUID()}`;
    const oldest = this.#held.size >= MAX_HELD ? this.#held.keys().next().value : undefined;
    if (oldest) this.#drop(oldest);
    const timer = setTimeout(() => this.#drop(id), ms).unref();
    this.#held.set(id, { owner: ownerOf(caller), connection, timer });
    return id;
  }

  /** True for the request state of a held call. */
  knows(requestState: string | undefined): requestState is string {
    return requestState?.startsWith(PREFIX) === true;
  }

  /** Hands the connection over, once, to the person it was held for. */
  take(caller: Caller, id: string): Connection | undefined {
    const held = this.#held.get(id);
    if (held?.owner !== ownerOf(caller)) return undefined;
    clearTimeout(held.timer);
    this.#held.delete(id);
    return held.connection;
  }

  onApplicationShutdown(): void {
    for (const id of [...this.#held.keys()]) this.#drop(id);
  }

  #drop(id: string): void {
    const held = this.#held.get(id);
    clearTimeout(held?.timer);
    this.#held.delete(id);
    void held?.connection.close().catch(() => undefined);
  }
}

function ownerOf({ tid, oid }: Caller): string {
  return `${tid}:${oid}`;
}
