import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type McpServer,
  type ReadResourceResult,
} from '@modelcontextprotocol/server';
import type { AccessPolicy } from '../access/access-policy.js';
import type { Call, CallRunner } from '../call/call-runner.js';
import { inboundOf } from '../call/inbound.js';
import { SdkRequest } from '../call/mcp-request.js';
import type { Catalogue, Need, ResourceEntry, TemplateEntry } from '../registry/entries.js';
import type { ResourceIndex } from '../registry/resource-index.js';

type Facts = ResourceEntry['options'] | TemplateEntry['options'];

/** Serves `resources/list`, `resources/templates/list` and `resources/read`. */
export class ResourceHandlers {
  readonly #catalogue: Catalogue;
  readonly #index: ResourceIndex;
  readonly #access: AccessPolicy;
  readonly #runner: CallRunner;

  constructor(catalogue: Catalogue, index: ResourceIndex, access: AccessPolicy, runner: CallRunner) {
    this.#catalogue = catalogue;
    this.#index = index;
    this.#access = access;
    this.#runner = runner;
  }

  install({ server }: McpServer): void {
    const { resources, templates } = this.#catalogue;
    server.setRequestHandler('resources/list', (_request, context) => ({
      resources: this.#visible([...resources.values()], context).map((o) => ({ uri: o.uri, ...factsOf(o) })),
    }));
    server.setRequestHandler('resources/templates/list', (_request, context) => ({
      resourceTemplates: this.#visible([...templates.values()], context).map((o) => ({
        uriTemplate: o.uriTemplate,
        ...factsOf(o),
      })),
    }));
    server.setRequestHandler('resources/read', async ({ params }, context) => {
      if (!URL.canParse(params.uri)) throw badUri(params.uri);
      const target = this.#index.find(params.uri);
      if (target === undefined) throw new ResourceNotFoundError(params.uri);
      const { entry, argument, uri } = target;
      const call: Call = { name: params.uri, handler: entry.handler, need: entry.need, argument, uri };
      return await this.#runner.other(call, new SdkRequest(context), (returned) =>
        toContents(returned, params.uri, entry.options),
      );
    });
  }

  #visible<O>(
    entries: readonly { readonly options: O; readonly need: Need }[],
    context: Parameters<typeof inboundOf>[0],
  ): O[] {
    const { principal } = inboundOf(context);
    return entries.filter(({ need }) => this.#access.allows(need, principal)).map(({ options }) => options);
  }
}

function factsOf(options: Facts): { name: string } & Record<string, unknown> {
  const { name, title, description, icons, mimeType, size, annotations, meta } = options;
  const facts = { name, title, description, icons, mimeType, size, annotations, _meta: meta };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as typeof facts;
}

function toContents(returned: unknown, uri: string, { mimeType }: Facts): ReadResourceResult {
  const facts = { uri, ...(mimeType !== undefined && { mimeType }) };
  if (typeof returned === 'string') return { contents: [{ ...facts, text: returned }] };
  if (returned instanceof Uint8Array) {
    return { contents: [{ ...facts, blob: Buffer.from(returned).toString('base64') }] };
  }
  return returned as ReadResourceResult;
}

function badUri(uri: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `Resource URI ${uri} is invalid`, {
    uri,
    reason: 'invalid_uri',
  });
}
