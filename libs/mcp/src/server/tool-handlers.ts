import {
  ProtocolError,
  ProtocolErrorCode,
  isInputRequiredResult,
  type McpServer,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import type { AccessPolicy } from '../access/access-policy.js';
import type { CallRunner } from '../call/call-runner.js';
import { inboundOf } from '../call/inbound.js';
import { SdkRequest } from '../call/mcp-request.js';
import type { Catalogue, ToolEntry } from '../registry/entries.js';
import type { JsonSchema } from '../schema/tool-schema.js';

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
      const result = await this.#runner.tool(entry, params.arguments, new SdkRequest(context));
      return isInputRequiredResult(result)
        ? result
        : mcp.server.projectCallToolResult(result, entry.output?.json);
    });
  }

  /** The SDK reads `x-mcp-header` (SEP-2243) from tools that are registered with it; the handler stays ours. */
  #register(mcp: McpServer, entry: ToolEntry): void {
    const { name, description } = entry.options;
    mcp.registerTool(name, { description, inputSchema: entry.input.schema }, (args, context) =>
      this.#runner.tool(entry, args, new SdkRequest(context)),
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

/** Facts of a result with `isError`: always a stable `code`, and what goes with it. */
const FAILURE: JsonSchema = {
  title: 'Failure',
  description: 'Facts of a result with isError',
  type: 'object',
  properties: { code: { type: 'string' }, message: { type: 'string' } },
  required: ['code'],
};

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

/**
 * The output schema as it is listed: the tool's own shape, or that of a failure. By the specification results with
 * `isError` need not match, but clients on the 1.x SDK check them all the same and would lose code and next step.
 */
function advertised(own: JsonSchema): JsonSchema {
  // A schema that points at its own root cannot be moved under another one.
  if (own['type'] !== 'object' || JSON.stringify(own).includes('"$ref":"#"')) return own;
  const { $schema, $id, $defs, definitions, ...shape } = own;
  const shared = Object.entries({ $schema, $id, $defs, definitions }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(shared), type: 'object', anyOf: [shape, FAILURE] };
}
