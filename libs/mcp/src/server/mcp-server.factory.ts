import {
  McpServer,
  SUPPORTED_PROTOCOL_VERSIONS,
  type Implementation,
  type McpServerOptions,
  type ServerCapabilities,
} from '@modelcontextprotocol/server';
import type { AccessPolicy } from '../access/access-policy.js';
import type { CallRunner } from '../call/call-runner.js';
import type { RequestState } from '../call/request-state.js';
import { MODERN_VERSION, type Era } from '../era.js';
import type { McpModuleOptions } from '../mcp.options.js';
import type { Catalogue } from '../registry/entries.js';
import type { ResourceIndex } from '../registry/resource-index.js';
import { CompletionHandler } from './completion-handler.js';
import { PromptHandlers } from './prompt-handlers.js';
import { ResourceHandlers } from './resource-handlers.js';
import { ToolHandlers } from './tool-handlers.js';

const DEFAULT_LIST_TTL_MS = 60_000;

/** Makes SDK servers from the catalogue. Everything that is the same for all of them is prepared once. */
export class McpServerFactory {
  readonly #parts: readonly { install(mcp: McpServer): void }[];
  readonly #serverOptions: McpServerOptions;
  readonly #options: McpModuleOptions;
  readonly #catalogue: Catalogue;

  constructor(
    options: McpModuleOptions,
    catalogue: Catalogue,
    index: ResourceIndex,
    access: AccessPolicy,
    runner: CallRunner,
    state: RequestState,
  ) {
    this.#options = options;
    this.#catalogue = catalogue;
    const hasResources = catalogue.resources.size + catalogue.templates.size > 0;
    this.#parts = [
      ...(catalogue.tools.size > 0 ? [new ToolHandlers(catalogue, access, runner)] : []),
      ...(catalogue.prompts.size > 0 ? [new PromptHandlers(catalogue, access, runner)] : []),
      ...(hasResources ? [new ResourceHandlers(catalogue, index, access, runner)] : []),
      new CompletionHandler(catalogue, runner),
    ];
    this.#serverOptions = {
      capabilities: this.#capabilities(hasResources),
      ...(options.instructions !== undefined && { instructions: options.instructions }),
      cacheHints: this.#cacheHints(),
      requestState: { verify: (sealed, context) => state.open(sealed, context) },
    };
  }

  /** How the server introduces itself, in every answer of 2026-07-28. */
  get serverInfo(): Implementation {
    const { name, version, title, icons } = this.#options;
    return {
      name,
      version,
      ...(title !== undefined && { title }),
      ...(icons !== undefined && { icons: [...icons] }),
    };
  }

  /** A server for one exchange, or for one session of a 2025 client. */
  fresh(): McpServer {
    return this.#make(this.#serverOptions);
  }

  /** A server of one era that many exchanges share: it must never hold what belongs to one caller. */
  shared(era: Era): McpServer {
    return this.#make({ ...this.#serverOptions, ...versionsOf(era) });
  }

  /** A shared server that knows no tool. */
  bare(era: Era): McpServer {
    return new McpServer(this.serverInfo, { capabilities: { tools: {} }, ...versionsOf(era) });
  }

  #make(serverOptions: McpServerOptions): McpServer {
    const mcp = new McpServer(this.serverInfo, serverOptions);
    for (const part of this.#parts) part.install(mcp);
    this.#options.configureServer?.(mcp);
    return mcp;
  }

  #capabilities(hasResources: boolean): ServerCapabilities {
    const listChanged = this.#options.listChanged === true;
    const { tools, prompts, completers } = this.#catalogue;
    return {
      logging: {},
      ...(tools.size > 0 && { tools: { listChanged } }),
      ...(prompts.size > 0 && { prompts: { listChanged } }),
      ...(hasResources && { resources: { listChanged } }),
      ...(completers.length > 0 && { completions: {} }),
    };
  }

  /** A list that depends on the caller must not be kept for another one. */
  #cacheHints(): NonNullable<McpServerOptions['cacheHints']> {
    const ttlMs = this.#options.listTtlMs ?? DEFAULT_LIST_TTL_MS;
    const perCaller = this.#options.caller !== undefined;
    const hint = { ttlMs, cacheScope: perCaller ? ('private' as const) : ('public' as const) };
    return {
      'tools/list': hint,
      'prompts/list': hint,
      'resources/list': hint,
      'resources/templates/list': hint,
      'server/discover': hint,
    };
  }
}

function versionsOf(era: Era): Pick<McpServerOptions, 'supportedProtocolVersions'> {
  return era === 'modern'
    ? { supportedProtocolVersions: [...SUPPORTED_PROTOCOL_VERSIONS, MODERN_VERSION] }
    : {};
}
