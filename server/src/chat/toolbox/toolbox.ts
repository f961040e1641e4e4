/** Every tool one caller can reach during one run: this server's own and those of the configured servers. */
import type { Caller } from '#libs/entra-auth';
import type { ChatLimits, ChatOptions, McpServerOptions } from '../chat-options.js';
import { connectRemote, reasonOf } from './connect.js';
import { Connection } from './connection.js';
import { toTool, withUniqueNames } from './definition.js';
import type { HeldCalls } from './held-calls.js';
import { failed, type Tool, type ToolInvocation, type ToolOutcome, type UnavailableServer } from './tool.js';
import type { RememberedList, ToolLists } from './tool-lists.js';

/** Model services refuse longer lists; this server's own tools come first. */
const MAX_TOOLS = 128;

/** One listing: what there is, and which servers are left out. */
export interface Listing {
  readonly tools: readonly Tool[];
  readonly unavailable: readonly UnavailableServer[];
}

type Json = Readonly<Record<string, unknown>>;

interface Listed {
  readonly server: string;
  readonly tools: readonly Tool[];
  readonly reason?: string;
}

/** What the toolboxes of all runs share. */
export interface ToolboxShared {
  readonly lists: ToolLists;
  readonly held: HeldCalls;
}

/** Connections are opened when first needed, live as long as the run, and belong to one caller only. */
export class Toolbox {
  readonly #connections = new Map<string, Promise<Connection>>();
  readonly #options: ChatOptions;
  readonly #limits: ChatLimits;
  readonly #caller: Caller;
  readonly #signal: AbortSignal;
  readonly #shared: ToolboxShared;

  constructor(
    options: ChatOptions,
    limits: ChatLimits,
    caller: Caller,
    signal: AbortSignal,
    shared: ToolboxShared,
  ) {
    this.#options = options;
    this.#limits = limits;
    this.#caller = caller;
    this.#signal = signal;
    this.#shared = shared;
  }

  /** Asks every server again; a server that cannot be reached is named, never waited for twice. */
  async list(): Promise<Listing> {
    const own = this.#listOf(this.#options.publicName);
    // A foreign server under this server's own name would pass for it.
    const names = Object.keys(this.#options.servers).filter((name) => name !== this.#options.publicName);
    const all = await Promise.all([own, ...names.map((name) => this.#listOf(name))]);
    const unavailable = all.flatMap(({ server, reason }) => (reason ? [{ server, reason }] : []));
    return { tools: withUniqueNames(all.flatMap(({ tools }) => tools).slice(0, MAX_TOOLS)), unavailable };
  }

  async call(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolOutcome> {
    const { tool, requestState } = invocation;
    if (this.#shared.held.knows(requestState)) return this.#goOn(invocation, requestState);
    try {
      const connection = await this.#connection(tool.server);
      const outcome = await connection.call(invocation, signal);
      if (connection.broken) this.#connections.delete(tool.server);
      return this.#held(connection, tool.server, outcome);
    } catch {
      signal.throwIfAborted();
      return failed(`The server "${tool.server}" cannot be reached now.`, 'mcp_server_unavailable');
    }
  }

  /** What a call would change, read with the person's own rights; undefined where it cannot be shown. */
  async preview(tool: Tool, args: Json, signal: AbortSignal): Promise<Json | undefined> {
    if (tool.preview === undefined) return undefined;
    try {
      const uri = tool.preview.replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(String(args[name])),
      );
      const connection = await this.#connection(tool.server);
      const shown: unknown = JSON.parse(await connection.read(uri, signal, this.#limits.connectTimeoutMs));
      return typeof shown === 'object' && shown !== null ? (shown as Json) : undefined;
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async close(): Promise<void> {
    const open = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.allSettled(open.map(async (connection) => (await connection).close()));
  }

  /** The person answered a question of the 2025 era: the call that waits for it goes on. */
  async #goOn({ tool, given = {} }: ToolInvocation, id: string): Promise<ToolOutcome> {
    const connection = this.#shared.held.take(this.#caller, id);
    if (!connection)
      return failed('The question of the tool was lost by a restart. Call it again.', 'elicitation_lost');
    const [answer = { action: 'cancel' as const }] = Object.values(given);
    const outcome = await connection.goOn(answer);
    const result = this.#held(connection, tool.server, outcome);
    if (!connection.held) await connection.close();
    return result;
  }

  /** A connection with a waiting call outlives the run. */
  #held(connection: Connection, server: string, outcome: ToolOutcome): ToolOutcome {
    if (outcome.kind !== 'input' || !connection.held) return outcome;
    this.#connections.delete(server);
    const requestState = this.#shared.held.hold(this.#caller, connection, this.#limits.interruptMs);
    return { ...outcome, requestState };
  }

  async #listOf(server: string): Promise<Listed> {
    const options = this.#options.servers[server];
    if (server === this.#options.publicName || !options) return this.#ask(server);
    const known = this.#shared.lists.get(server, options, this.#caller);
    const { tools: listed, reason } = known ?? (await this.#askForeign(server, options));
    const tools = listed.slice(0, MAX_TOOLS).flatMap((tool) => toTool(server, tool, true) ?? []);
    return { server, tools, ...(reason ? { reason } : {}) };
  }

  async #ask(server: string): Promise<Listed> {
    const known = this.#shared.lists.own(this.#caller);
    if (known) return { server, tools: known };
    const connection = await this.#connection(server);
    const listed = await connection.list(this.#signal, this.#limits.connectTimeoutMs);
    const tools = listed.tools.flatMap((tool) => toTool(server, tool, false) ?? []);
    this.#shared.lists.keepOwn(this.#caller, tools);
    return { server, tools };
  }

  async #askForeign(server: string, options: McpServerOptions): Promise<RememberedList> {
    try {
      const connection = await this.#connection(server);
      const { tools, ttlMs } = await connection.list(this.#signal, this.#limits.connectTimeoutMs);
      this.#shared.lists.keep(server, options, this.#caller, tools, ttlMs);
      return { tools };
    } catch (error) {
      this.#signal.throwIfAborted();
      const reason = reasonOf(error);
      this.#shared.lists.missed(server, options, this.#caller, reason);
      return { tools: [], reason };
    }
  }

  #connection(server: string): Promise<Connection> {
    const open = this.#connections.get(server) ?? this.#open(server);
    this.#connections.set(server, open);
    return open;
  }

  async #open(server: string): Promise<Connection> {
    if (server === this.#options.publicName) {
      return new Connection(
        await this.#options.inProcess.connect(this.#caller),
        this.#options.audience,
        true,
      );
    }
    const named = this.#options.servers[server];
    if (!named) throw new Error('no such server');
    const client = await connectRemote(named, this.#limits, this.#signal, this.#tokenFor(named));
    return new Connection(client, named.auth === 'user' ? named.audience : undefined, false);
  }

  #tokenFor({ auth, audience }: McpServerOptions): (() => Promise<string>) | undefined {
    if (auth === 'none') return undefined;
    const { exchange } = this.#options;
    return () => {
      if (!exchange || !audience) throw new Error('on-behalf-of is off');
      return exchange(this.#caller, audience, this.#signal);
    };
  }
}
