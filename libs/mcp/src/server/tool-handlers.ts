import {
  ProtocolError,
  ProtocolErrorCode,
  isInputRequiredResult,
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import { inboundOf, type Inbound } from '../call/inbound.js';
import type { CallRunner } from '../call/call-runner.js';
import type { AccessPolicy } from '../access/access-policy.js';
import { advertised } from '../schema/advertised-schema.js';
import type { Catalogue, ToolEntry } from '../registry/entries.js';

/** Serves `tools/list` and `tools/call`. Replaces the SDK's handlers, which convert every schema on every list. */
export class ToolHandlers {
  readonly #listed: readonly { readonly entry: ToolEntry; readonly tool: Tool }[];
  readonly #catalogue: Catalogue;
  readonly #access: AccessPolicy;
  readonly #runner: CallRunner;

  constructor(catalogue: Catalogue, access: AccessPolicy, runner: CallRunner) {
    this.#catalogue = catalogue;
    this.#access = access;
    this.#runner = runner;
    this.#listed = [...catalogue.tools.values()].map((entry) => ({ entry, tool: toolOf(entry) }));
  }

  install(mcp: McpServer): void {
    for (const entry of this.#catalogue.tools.values()) {
      if (entry.mirrorsHeaders) this.#register(mcp, entry);
    }
    mcp.server.setRequestHandler('tools/list', (_request, context) => ({ tools: this.#visible(context) }));
    mcp.server.setRequestHandler('tools/call', async ({ params }, context) => {
      const entry = this.#catalogue.tools.get(params.name);
      if (entry === undefined)
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`);
      const { ready } = inboundOf(context);
      const result = await (ready === undefined
        ? this.#runner.tool(entry, params.arguments, context)
        : ended(ready));
      return isInputRequiredResult(result)
        ? result
        : mcp.server.projectCallToolResult(result, entry.output?.json);
    });
  }

  /** The SDK reads `x-mcp-header` (SEP-2243) from tools that are registered with it; the handler stays ours. */
  #register(mcp: McpServer, entry: ToolEntry): void {
    const { name, description } = entry.options;
    mcp.registerTool(name, { description, inputSchema: entry.input.schema }, (args, context) =>
      this.#runner.tool(entry, args, context),
    );
  }

  #visible(context: ServerContext): Tool[] {
    const { principal, listUngranted } = inboundOf(context);
    return this.#listed
      .filter(({ entry }) =>
        this.#access.allows(listUngranted ? { ...entry.need, scopes: [] } : entry.need, principal),
      )
      .map(({ tool }) => tool);
  }
}

/** What the direct path brought. An error that is not the protocol's own is a fault of ours and says nothing. */
function ended(ready: NonNullable<Inbound['ready']>): CallToolResult | InputRequiredResult {
  if ('result' in ready) return ready.result;
  if (ready.error instanceof ProtocolError) throw ready.error;
  throw new ProtocolError(ProtocolErrorCode.InternalError, 'Internal error');
}

function toolOf({ options, input, output }: ToolEntry): Tool {
  const { name, title, description, annotations, icons, meta } = options;
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    inputSchema: input.json as Tool['inputSchema'],
    ...(output !== undefined && { outputSchema: advertised(output.json) as Tool['outputSchema'] }),
    ...(annotations !== undefined && { annotations }),
    ...(icons !== undefined && { icons: [...icons] }),
    ...(meta !== undefined && { _meta: { ...meta } }),
  };
}
