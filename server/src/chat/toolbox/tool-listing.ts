import { Logger } from '@nestjs/common';
import type { Caller } from '#libs/entra-auth';
import type { ChatLimits, ChatOptions, McpServerOptions } from '../chat-options.js';
import { reasonOf } from './connect.js';
import type { Connection } from './connection.js';
import { type ListedTool, readTool, withUniqueNames } from './definition.js';
import { type LeftOut, type LeftOutTool, UNREAD } from './mend-answer.js';
import type { Tool, UnavailableServer } from './tool.js';
import type { RememberedList, ToolLists } from './tool-lists.js';

/** Model services refuse longer lists; this server's own tools come first. */
const MAX_TOOLS = 128;
/** Most left-out tools of a server that are named. */
const MAX_NAMED = 50;

/** One listing: what there is, which servers are away, and which tools of the others are left out. */
export interface Listing {
  readonly tools: readonly Tool[];
  readonly unavailable: readonly UnavailableServer[];
  readonly leftOut: readonly LeftOut[];
}

/** What a listing is made of. */
export interface ToolListingParts {
  readonly options: ChatOptions;
  readonly limits: ChatLimits;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly lists: ToolLists;
  readonly connect: (server: string) => Promise<Connection>;
}

interface Listed {
  readonly server: string;
  readonly tools: readonly Tool[];
  readonly leftOut: readonly LeftOutTool[];
  readonly reason?: string;
}

const logger = new Logger('Chat');

/** Lists the tools of all servers for one run. */
export class ToolListing {
  readonly #parts: ToolListingParts;
  /** Lists that may not be remembered beyond this run. */
  readonly #ofThisRun = new Map<string, RememberedList>();
  readonly #logged = new Set<string>();

  constructor(parts: ToolListingParts) {
    this.#parts = parts;
  }

  /** Asks every server whose list is not fresh; a server that cannot be reached is named, never waited for twice. */
  async all(): Promise<Listing> {
    const { publicName, servers } = this.#parts.options;
    // A foreign server under this server's own name would pass for it.
    const names = Object.keys(servers).filter((name) => name !== publicName);
    const all = await Promise.all([this.#own(), ...names.map((name) => this.#foreign(name))]);
    const every = all.flatMap(({ tools }) => tools);
    const beyond = every.slice(MAX_TOOLS);
    const leftOut = all.flatMap(({ server, leftOut: odd }) => {
      const cut = beyond.filter((tool) => tool.server === server);
      const tools = named([...odd, ...cut.map(({ name }) => ({ name, reason: 'too_many_tools' as const }))]);
      return tools.length > 0 ? [{ server, tools }] : [];
    });
    this.#log(leftOut);
    return {
      tools: withUniqueNames(every.slice(0, MAX_TOOLS)),
      unavailable: all.flatMap(({ server, reason }) => (reason ? [{ server, reason }] : [])),
      leftOut,
    };
  }

  /** The server said that its tools changed. */
  forget(server: string): void {
    const { options, lists, caller } = this.#parts;
    this.#ofThisRun.delete(server);
    const named = options.servers[server];
    if (named) lists.drop(server, named, caller);
  }

  async #own(): Promise<Listed> {
    const { options, connect, signal, limits, lists, caller } = this.#parts;
    const server = options.publicName;
    const known = lists.own(caller);
    if (known) return { server, tools: known, leftOut: [] };
    const connection = await connect(server);
    const listed = await connection.list(signal, limits.connectTimeoutMs);
    const { tools, leftOut } = read(server, listed.tools, false);
    lists.keepOwn(caller, tools);
    return { server, tools, leftOut };
  }

  async #foreign(server: string): Promise<Listed> {
    const { options, lists, caller } = this.#parts;
    const named = options.servers[server];
    if (!named) return { server, tools: [], leftOut: [] };
    const known = lists.get(server, named, caller) ?? this.#ofThisRun.get(server);
    const { tools, leftOut, reason } = known ?? (await this.#ask(server, named));
    const readable = read(server, tools.slice(0, MAX_TOOLS), true);
    const beyond = tools.slice(MAX_TOOLS).map(({ name }) => ({ name, reason: 'too_many_tools' as const }));
    const refused = readable.tools.filter((tool) => lists.isRefused(tool));
    return {
      server,
      tools: readable.tools.filter((tool) => !refused.includes(tool)),
      leftOut: [
        ...leftOut,
        ...readable.leftOut,
        ...beyond,
        ...refused.map(({ name }) => ({ name, reason: 'refused_by_model' as const })),
      ],
      ...(reason ? { reason } : {}),
    };
  }

  async #ask(server: string, named: McpServerOptions): Promise<RememberedList> {
    const { connect, signal, limits, lists, caller } = this.#parts;
    try {
      const connection = await connect(server);
      const { tools, leftOut, ttlMs } = await connection.list(signal, limits.connectTimeoutMs);
      const list = { tools, leftOut };
      lists.keep(server, named, caller, list, ttlMs);
      this.#ofThisRun.set(server, list);
      return list;
    } catch (error) {
      signal.throwIfAborted();
      return lists.missed(server, named, caller, reasonOf(error));
    }
  }

  #log(leftOut: readonly LeftOut[]): void {
    for (const { server, tools } of leftOut) {
      if (this.#logged.has(server)) continue;
      this.#logged.add(server);
      logger.warn({ message: 'tools of a server are left out', server, tools });
    }
  }
}

function read(
  server: string,
  listed: readonly ListedTool[],
  foreign: boolean,
): { readonly tools: readonly Tool[]; readonly leftOut: readonly LeftOutTool[] } {
  const all = listed.map((one) => readTool(server, one, foreign));
  return {
    tools: all.flatMap((one) => ('reason' in one ? [] : [one])),
    leftOut: all.flatMap((one) => ('reason' in one ? [one] : [])),
  };
}

/** The first of them by name, the others by their reasons. */
function named(tools: readonly LeftOutTool[]): readonly LeftOutTool[] {
  if (tools.length <= MAX_NAMED) return tools;
  const reasons = [...new Set(tools.slice(MAX_NAMED).map(({ reason }) => reason))];
  return [...tools.slice(0, MAX_NAMED), ...reasons.map((reason) => ({ name: UNREAD, reason }))];
}
