/** Lists of tools that were asked for before: foreign ones for as long as their server allows, this server's own for good. */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { oboFailure } from '#libs/obo';
import type { Caller } from '#libs/entra-auth';
import type { McpServerOptions } from '../chat-options.js';
import type { ListedTool } from './definition.js';
import type { LeftOutTool } from './mend-answer.js';
import type { Tool } from './tool.js';

const LONGEST_TTL_MS = 3_600_000;
/** How long the last good list stands in for a server that fails. Milliseconds. */
const LAST_KNOWN_MS = 3_600_000;
/** The service behind the deployment may be another by then. Milliseconds. */
const REFUSED_MS = 3_600_000;
/** A server that could not be reached is not waited for again by the next message. Milliseconds. */
const RETRY_MS = 10_000;
const MAX_LISTS = 1000;
/** Faults that pass: what the server offered before, it will offer again. */
const TRANSIENT = /^(unreachable|timeout|http_(408|429|5\d\d))$/;

/** A list, or why there is none. */
export interface RememberedList {
  readonly tools: readonly ListedTool[];
  readonly leftOut: readonly LeftOutTool[];
  readonly reason?: string;
}

/** Lists of servers with a person behind the call are that person's alone. */
@Injectable()
export class ToolLists {
  readonly #refused = new LRUCache<string, true>({ max: MAX_LISTS, ttl: REFUSED_MS });
  readonly #own = new LRUCache<string, readonly Tool[]>({ max: MAX_LISTS });
  readonly #fresh = new LRUCache<string, RememberedList>({ max: MAX_LISTS });
  readonly #lastKnown = new LRUCache<string, RememberedList>({ max: MAX_LISTS, ttl: LAST_KNOWN_MS });

  /** The list, while the server allows to use it without asking. */
  get(server: string, options: McpServerOptions, caller: Caller): RememberedList | undefined {
    return this.#fresh.get(keyOf(server, options, caller));
  }

  /**
   * @param ttlMs how long the server allows (`ttlMs` of MCP 2026-07-28). Where it does not say, the next run asks again,
   *   so that it sees a tool that has appeared.
   */
  keep(
    server: string,
    options: McpServerOptions,
    caller: Caller,
    list: RememberedList,
    ttlMs: number | undefined,
  ): void {
    const key = keyOf(server, options, caller);
    this.#lastKnown.set(key, list);
    if (ttlMs !== undefined && ttlMs > 0)
      this.#fresh.set(key, list, { ttl: Math.min(ttlMs, LONGEST_TTL_MS) });
    else this.#fresh.delete(key);
  }

  /** The server said that its list changed. */
  drop(server: string, options: McpServerOptions, caller: Caller): void {
    this.#fresh.delete(keyOf(server, options, caller));
  }

  /**
   * This server's own tools for callers with these scopes and roles. They are fixed at start; asking for them anew took a
   * fifth of a run's start and held 35 kB for each run (in a profile of e7334d7).
   */
  own(caller: Caller): readonly Tool[] | undefined {
    return this.#own.get(grantsOf(caller));
  }

  keepOwn(caller: Caller, tools: readonly Tool[]): void {
    this.#own.set(grantsOf(caller), tools);
  }

  /** Notes a definition that the model service refused; it is not offered again for an hour. */
  refuse({ definitionHash }: Tool): void {
    this.#refused.set(definitionHash, true);
  }

  isRefused({ definitionHash }: Tool): boolean {
    return this.#refused.has(definitionHash);
  }

  /** Asks every server anew. */
  forget(): void {
    this.#fresh.clear();
    this.#lastKnown.clear();
    this.#own.clear();
    this.#refused.clear();
  }

  /**
   * What a run goes on with after a list could not be read: the last known one where the fault passes, or where the person
   * can solve it when a tool is called; otherwise none. A server that is away is not asked again for some seconds.
   */
  missed(server: string, options: McpServerOptions, caller: Caller, reason: string): RememberedList {
    const key = keyOf(server, options, caller);
    const transient = TRANSIENT.test(reason);
    const solvable = ['consent', 'step-up', 'sign-in'].includes(oboFailure(reason)?.solvedBy ?? '');
    const known = transient || solvable ? this.#lastKnown.get(key) : undefined;
    const list = known ?? { tools: [], leftOut: [], reason };
    // What a person lacks may be mended by the next sign-in.
    if (options.auth === 'none' || transient) this.#fresh.set(key, list, { ttl: RETRY_MS });
    return list;
  }
}

function grantsOf({ scopes, roles }: Caller): string {
  return JSON.stringify([scopes, roles]);
}

function keyOf(server: string, { auth, url }: McpServerOptions, { tid, oid }: Caller): string {
  return JSON.stringify(auth === 'user' ? [server, url, tid, oid] : [server, url]);
}
