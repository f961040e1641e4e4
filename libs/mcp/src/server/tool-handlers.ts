import {
  ProtocolError,
  ProtocolErrorCode,
  isInputRequiredResult,
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
  type StandardSchemaWithJSON,
  type Tool,
} from '@modelcontextprotocol/server';
import { inboundOf } from '../call/inbound.js';
import type { CallRunner } from '../call/call-runner.js';
import { errorResult } from '../call/tool-result.js';
import type { AccessPolicy } from '../access/access-policy.js';
import type { Catalogue, ToolEntry } from '../registry/entries.js';

/** Serves `tools/list` and `tools/call`. Replaces the SDK's handlers, which convert every schema on every list. */
export class ToolHandlers {
  private readonly listed: readonly { readonly entry: ToolEntry; readonly tool: Tool }[];

  constructor(
    private readonly catalogue: Catalogue,
    private readonly access: AccessPolicy,
    private readonly runner: CallRunner,
  ) {
    this.listed = [...catalogue.tools.values()].map((entry) => ({ entry, tool: toolOf(entry) }));
  }

  install(mcp: McpServer): void {
    for (const entry of this.catalogue.tools.values()) {
      if (entry.mirrorsHeaders) this.register(mcp, entry);
    }
    mcp.server.setRequestHandler('tools/list', (_request, context) => ({ tools: this.visible(context) }));
    mcp.server.setRequestHandler('tools/call', async ({ params }, context) => {
      const entry = this.catalogue.tools.get(params.name);
      if (entry === undefined)
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`);
      const result = await this.call(entry, params.arguments, context);
      return isInputRequiredResult(result)
        ? result
        : mcp.server.projectCallToolResult(result, entry.output?.json);
    });
  }

  /** The SDK reads `x-mcp-header` (SEP-2243) from tools that are registered with it; the handler stays ours. */
  private register(mcp: McpServer, entry: ToolEntry): void {
    const { name, description } = entry.options;
    mcp.registerTool(name, { description, inputSchema: entry.input.schema }, (args, context) =>
      this.call(entry, args, context),
    );
  }

  private visible(context: ServerContext): Tool[] {
    const { principal, listUngranted } = inboundOf(context);
    return this.listed
      .filter(({ entry }) =>
        this.access.allows(listUngranted ? { ...entry.need, scopes: [] } : entry.need, principal),
      )
      .map(({ tool }) => tool);
  }

  private async call(
    entry: ToolEntry,
    args: unknown,
    context: ServerContext,
  ): Promise<CallToolResult | InputRequiredResult> {
    const { name } = entry.options;
    const input = await check(entry.input.schema, args ?? {});
    if (input.fault !== undefined) {
      return errorResult(`Input validation error: Invalid arguments for tool ${name}: ${input.fault}`);
    }
    const call = { name, handler: entry.handler, need: entry.need, argument: input.value };
    const result = await this.runner.tool(call, context);
    if (entry.output === undefined || isInputRequiredResult(result) || result.isError === true) return result;
    const output = await check(entry.output.schema, result.structuredContent);
    return output.fault === undefined ? result : this.runner.brokenOutput(name, output.fault);
  }
}

async function check(
  schema: StandardSchemaWithJSON,
  value: unknown,
): Promise<{ readonly value: unknown; readonly fault?: undefined } | { readonly fault: string }> {
  const checked = schema['~standard'].validate(value);
  const { issues, ...valid } = checked instanceof Promise ? await checked : checked;
  if (issues === undefined || issues.length === 0) return { value: (valid as { value: unknown }).value };
  return {
    fault: issues
      .map(({ path, message }) => [path?.map(keyOf).join('.'), message].filter(Boolean).join(': '))
      .join(', '),
  };
}

function keyOf(segment: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof segment === 'object' ? segment.key : segment);
}

function toolOf({ options, input, output }: ToolEntry): Tool {
  const { name, title, description, annotations, icons, meta } = options;
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    inputSchema: input.json as Tool['inputSchema'],
    ...(output !== undefined && { outputSchema: output.json as Tool['outputSchema'] }),
    ...(annotations !== undefined && { annotations }),
    ...(icons !== undefined && { icons: [...icons] }),
    ...(meta !== undefined && { _meta: { ...meta } }),
  };
}
