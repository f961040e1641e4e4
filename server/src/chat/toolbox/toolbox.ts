/** Every tool one caller can reach during one run: this server's own and those of the configured servers. */
import type { Caller } from '#libs/entra-auth';
import type { ChatLimits, ChatOptions, McpServerOptions } from '../chat-options.js';
import { connectRemote } from './connect.js';
import { Connection } from './connection.js';
import type { HeldCalls } from './held-calls.js';
import { refusal } from './refusal.js';
import { ServerToken } from './server-token.js';
import { failed, type Tool, type ToolInvocation, type ToolOutcome } from './tool.js';
import { type Listing, ToolListing } from './tool-listing.js';
import type { ToolLists } from './tool-lists.js';

type Json = Readonly<Record<string, unknown>>;

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
  readonly #listing: ToolListing;

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
    this.#listing = new ToolListing({
      options,
      limits,
      caller,
      signal,
      lists: shared.lists,
      connect: (server) => this.#connection(server),
    });
  }

  /** The tools of every server now. */
  list(): Promise<Listing> {
    return this.#listing.all();
  }

  /** Tools whose definitions the model service refused: they are left out from now on. */
  refuse(tools: readonly Tool[]): void {
    for (const tool of tools) this.#shared.lists.refuse(tool);
  }

  async call(invocation: ToolInvocation, signal: AbortSignal): Promise<ToolOutcome> {
    const { tool, requestState } = invocation;
    if (this.#shared.held.knows(requestState)) return this.#goOn(invocation, requestState);
    try {
      const connection = await this.#connection(tool.server);
      const outcome = await connection.call(invocation, signal);
      if (connection.broken) this.#connections.delete(tool.server);
      return this.#held(connection, tool.server, outcome);
    } catch (error) {
      signal.throwIfAborted();
      this.#connections.delete(tool.server);
      const outcome = refusal(error, false);
      if (outcome.kind === 'auth') return outcome;
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

  #connection(server: string): Promise<Connection> {
    const open = this.#connections.get(server) ?? this.#open(server);
    this.#connections.set(server, open);
    return open;
  }

  async #open(server: string): Promise<Connection> {
    const { publicName, inProcess, audience, servers } = this.#options;
    if (server === publicName)
      return new Connection(await inProcess.connect(this.#caller), { own: true, audience });
    const named = servers[server];
    if (!named) throw new Error('no such server');
    const token = this.#tokenFor(named);
    const { client, reader } = await connectRemote(named, this.#limits, this.#signal, token);
    const connection = new Connection(client, {
      own: false,
      reader,
      token,
      audience: token === undefined ? undefined : named.audience,
    });
    const changed = (): void => this.#listing.forget(server);
    connection.onListChanged(changed, this.#signal, this.#limits.connectTimeoutMs);
    return connection;
  }

  #tokenFor({ auth, audience }: McpServerOptions): ServerToken | undefined {
    if (auth === 'none') return undefined;
    const { exchange } = this.#options;
    return new ServerToken(audience ?? '', (need) => {
      if (!exchange || !audience) throw new Error('on-behalf-of is off');
      return exchange(this.#caller, { audience, ...need }, this.#signal);
    });
  }
}
