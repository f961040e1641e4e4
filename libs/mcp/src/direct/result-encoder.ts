import {
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type InputRequiredResult,
} from '@modelcontextprotocol/server';
import { inboundOf, type Inbound } from '../call/inbound.js';
import type { Exchange, Incoming } from '../server/exchange-table.js';
import type { McpServerFactory } from '../server/mcp-server.factory.js';
import { SharedServers } from '../server/shared-servers.js';

/** How a tool ended. */
export type Ending = { readonly result: CallToolResult | InputRequiredResult } | { readonly error: unknown };

/**
 * Encodes how a tool ended, as the protocol wants it in each era, by the SDK itself: a server of its own whose one
 * handler returns the ending of the call that is being encoded. It knows no tool and runs nothing.
 */
export class ResultEncoder {
  readonly #endings = new WeakMap<Inbound, Ending>();
  readonly #servers: SharedServers;

  constructor(factory: McpServerFactory) {
    this.#servers = new SharedServers((era) => {
      const mcp = factory.bare(era);
      mcp.server.setRequestHandler('tools/call', (_request, context) => {
        const result = resultOf(this.#endings.get(inboundOf(context)));
        return isInputRequiredResult(result) ? result : mcp.server.projectCallToolResult(result, undefined);
      });
      return mcp;
    });
  }

  start(): Promise<void> {
    return this.#servers.start();
  }

  close(): Promise<void> {
    return this.#servers.close();
  }

  /** Settles the exchange with the encoded answer. Returns how to cancel that. */
  encode(ending: Ending, incoming: Incoming, inbound: Inbound, exchange: Exchange): (reason: string) => void {
    this.#endings.set(inbound, ending);
    return this.#servers.table(inbound.era).serve(incoming, inbound, exchange);
  }
}

/** An error that is not the protocol's own is a fault of ours and says nothing. */
function resultOf(ending: Ending | undefined): CallToolResult | InputRequiredResult {
  if (ending !== undefined && 'result' in ending) return ending.result;
  if (ending?.error instanceof ProtocolError) throw ending.error;
  throw new ProtocolError(ProtocolErrorCode.InternalError, 'Internal error');
}
