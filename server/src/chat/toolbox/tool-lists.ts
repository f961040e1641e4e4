/** Lists of tools that were asked for before: foreign ones for as long as their server allows, this server's own for good. */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Caller } from '#libs/entra-auth';
import type { McpServerOptions } from '../chat-options.js';
import type { ListedTool } from './definition.js';
import type { Tool } from './tool.js';

/** For servers that say nothing about it (MCP before 2026-07-28). Milliseconds. */
const DEFAULT_TTL_MS = 30_000;
const LONGEST_TTL_MS = 3_600_000;
/** A server that could not be reached is not waited for again by the next message. Milliseconds. */
const RETRY_MS = 10_000;
const MAX_LISTS = 1000;

/** A list, or why there is none. */
export interface RememberedList {
  readonly tools: readonly ListedTool[];
  readonly reason?: string;
}

/** Lists of servers with a person behind the call are that person's alone. */
@Injectable()
export class ToolLists {
  readonly #own = new LRUCache<string, readonly Tool[]>({ max: MAX_LISTS });
  readonly #lists = new LRUCache<string, RememberedList>({ max: MAX_LISTS });

  get(server: string, options: McpServerOptions, caller: Caller): RememberedList | undefined {
    return this.#lists.get(keyOf(server, options, caller));
  }

  /** @param ttlMs what the server said (`ttlMs` of MCP 2026-07-28); 0: do not keep. */
  keep(
    server: string,
    options: McpServerOptions,
    caller: Caller,
    tools: readonly ListedTool[],
    ttlMs = DEFAULT_TTL_MS,
  ): void {
    if (ttlMs <= 0) return;
    const ttl = Math.min(ttlMs, LONGEST_TTL_MS);
    this.#lists.set(keyOf(server, options, caller), { tools }, { ttl });
  }

  /**
   * This server's own tools for callers with these scopes and roles. They are fixed at start; asking for them anew took a
   * fifth of a run's start and held 35 kB for each run (measured with `npm run bench -- chat`).
   */
  own(caller: Caller): readonly Tool[] | undefined {
    return this.#own.get(grantsOf(caller));
  }

  keepOwn(caller: Caller, tools: readonly Tool[]): void {
    this.#own.set(grantsOf(caller), tools);
  }

  /** Asks every server anew. */
  forget(): void {
    this.#lists.clear();
    this.#own.clear();
  }

  /** Only faults of the server itself: what a person lacks may be mended by the next sign-in. */
  missed(server: string, options: McpServerOptions, caller: Caller, reason: string): void {
    if (options.auth === 'user' && !/^(unreachable|timeout|http_5\d\d)$/.test(reason)) return;
    this.#lists.set(keyOf(server, options, caller), { tools: [], reason }, { ttl: RETRY_MS });
  }
}

function grantsOf({ scopes, roles }: Caller): string {
  return JSON.stringify([scopes, roles]);
}

function keyOf(server: string, { auth, url }: McpServerOptions, { tid, oid }: Caller): string {
  return JSON.stringify(auth === 'user' ? [server, url, tid, oid] : [server, url]);
}
