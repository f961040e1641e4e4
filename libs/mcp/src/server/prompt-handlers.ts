import {
  ProtocolError,
  ProtocolErrorCode,
  type GetPromptResult,
  type McpServer,
  type Prompt,
} from '@modelcontextprotocol/server';
import type { AccessPolicy } from '../access/access-policy.js';
import type { CallRunner } from '../call/call-runner.js';
import { inboundOf } from '../call/inbound.js';
import { SdkRequest } from '../call/mcp-request.js';
import type { Catalogue, PromptEntry } from '../registry/entries.js';
import { check } from '../schema/check.js';
import type { JsonSchema } from '../schema/tool-schema.js';

/** Serves `prompts/list` and `prompts/get`. */
export class PromptHandlers {
  readonly #listed: readonly { readonly entry: PromptEntry; readonly prompt: Prompt }[];
  readonly #catalogue: Catalogue;
  readonly #access: AccessPolicy;
  readonly #runner: CallRunner;

  constructor(catalogue: Catalogue, access: AccessPolicy, runner: CallRunner) {
    this.#catalogue = catalogue;
    this.#access = access;
    this.#runner = runner;
    this.#listed = [...catalogue.prompts.values()].map((entry) => ({ entry, prompt: promptOf(entry) }));
  }

  install({ server }: McpServer): void {
    server.setRequestHandler('prompts/list', (_request, context) => {
      const { principal } = inboundOf(context);
      const visible = this.#listed.filter(({ entry }) => this.#access.allows(entry.need, principal));
      return { prompts: visible.map(({ prompt }) => prompt) };
    });
    server.setRequestHandler('prompts/get', async ({ params }, context) => {
      const entry = this.#catalogue.prompts.get(params.name);
      if (entry === undefined) throw invalid(`Prompt ${params.name} not found`);
      const argument = await promptArguments(entry, params.arguments ?? {});
      const call = { name: params.name, handler: entry.handler, need: entry.need, argument };
      return await this.#runner.other(call, new SdkRequest(context), (returned) => toPrompt(returned, entry));
    });
  }
}

async function promptArguments(entry: PromptEntry, given: Record<string, string>): Promise<unknown> {
  if (entry.args === undefined) return given;
  const checked = await check(entry.args.schema, given);
  if (checked.fault === undefined) return checked.value;
  throw invalid(`Invalid arguments for prompt ${entry.options.name}: ${checked.fault}`);
}

function toPrompt(returned: unknown, { options }: PromptEntry): GetPromptResult {
  if (typeof returned === 'string') {
    return {
      description: options.description,
      messages: [{ role: 'user', content: { type: 'text', text: returned } }],
    };
  }
  if (Array.isArray(returned)) {
    return { description: options.description, messages: returned as GetPromptResult['messages'] };
  }
  return returned as GetPromptResult;
}

function promptOf({ options, args }: PromptEntry): Prompt {
  const { name, title, description, icons, meta } = options;
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    ...(args !== undefined && { arguments: argumentsOf(args.json) }),
    ...(icons !== undefined && { icons: [...icons] }),
    ...(meta !== undefined && { _meta: { ...meta } }),
  };
}

function argumentsOf(schema: JsonSchema): Prompt['arguments'] {
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  const properties = (schema['properties'] as Record<string, { description?: string }> | undefined) ?? {};
  return Object.entries(properties).map(([name, { description }]) => ({
    name,
    ...(description !== undefined && { description }),
    required: required.includes(name),
  }));
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
