import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { Injectable } from '@nestjs/common';
import { MODERN_VERSION } from '../era.js';
import { McpRuntime } from '../mcp.runtime.js';
import { InProcessTransport } from './in-process-transport.js';

/**
 * Options of an in-process connection.
 *
 * @example
 * const options: InProcessOptions = { client: { capabilities: { elicitation: {} } } };
 */
export interface InProcessOptions {
  /** Name and version that tools see as `context.client`. */
  readonly clientInfo?: { readonly name: string; readonly version: string };
  /** Options of the SDK's client, for example `capabilities: { elicitation: {} }`. */
  readonly client?: Omit<ClientOptions, 'versionNegotiation'>;
  /**
   * Lists tools that need a scope the caller does not hold (yet), too: for a client that can ask the person to grant
   * it. Calling one rejects with `HttpChallenge` (`insufficient_scope`) as ever. Default false.
   */
  readonly listUngranted?: boolean;
}

/**
 * Connects MCP clients to this server without a socket. Injectable; one connection is for one caller.
 *
 * A question of a tool comes back as the result (`isInputRequiredResult`) where the call says
 * `allowInputRequired: true`; call again with its answers (`inputResponses`, `requestState`) to go on.
 *
 * @example
 * const client = await mcp.connect(caller);
 * const result = await client.callTool({ name: 'add', arguments: { a: 1, b: 2 } });
 */
@Injectable()
export class InProcessMcp {
  readonly #runtime: McpRuntime;

  constructor(runtime: McpRuntime) {
    this.#runtime = runtime;
  }

  /** A connected client that acts for this caller. Close it when done. Calls reject with `HttpChallenge` where HTTP would say 401 or 403. */
  async connect(caller: unknown, options: InProcessOptions = {}): Promise<Client> {
    const client = new Client(options.clientInfo ?? { name: 'in-process', version: '1' }, {
      inputRequired: { autoFulfill: false },
      ...options.client,
      versionNegotiation: { mode: { pin: MODERN_VERSION } },
    });
    const { inProcess, access } = this.#runtime;
    await client.connect(new InProcessTransport(inProcess, access.principal(caller), options.listUngranted));
    return client;
  }
}
