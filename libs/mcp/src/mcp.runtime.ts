import { randomBytes } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AccessPolicy } from './access/access-policy.js';
import { OperationAuthorizer } from './access/authorize-operation.js';
import { CallAudit } from './call/call-audit.js';
import { CallRunner } from './call/call-runner.js';
import { PersonLinks } from './call/person-links.js';
import { RequestState } from './call/request-state.js';
import { DirectTools } from './direct/direct-tools.js';
import { ResultEncoder } from './direct/result-encoder.js';
import { fitFastifyRoute } from './http/fastify-route.js';
import { LegacySessions } from './http/legacy-sessions.js';
import { DEFAULT_KEEP_ALIVE_MS, McpEndpoint } from './http/mcp-endpoint.js';
import { OriginPolicy } from './http/origin-policy.js';
import { SdkHandler } from './http/sdk-handler.js';
import { SealedSessions } from './http/sealed-session.js';
import type { InProcessParts } from './in-process/in-process-transport.js';
import { McpConfigurationError } from './mcp-error.js';
import { MCP_OPTIONS, type McpModuleOptions } from './mcp.options.js';
import { buildCatalogue } from './registry/catalogue.js';
import type { Catalogue } from './registry/entries.js';
import { findHandlers } from './registry/handlers.js';
import { OperationIndex } from './registry/operation-index.js';
import { ResourceIndex } from './registry/resource-index.js';
import { McpServerFactory } from './server/mcp-server.factory.js';
import { SharedServers } from './server/shared-servers.js';

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
const DEFAULT_STATE_SECONDS = 600;

interface Parts {
  readonly catalogue: Catalogue;
  readonly endpoint: McpEndpoint;
  readonly inProcess: InProcessParts;
  readonly shared: readonly { close(): Promise<void> }[];
  readonly sdk: SdkHandler;
  readonly sessions: LegacySessions | undefined;
}

/** Puts the module together once all providers exist, and takes it down in order. */
@Injectable()
export class McpRuntime implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly access: AccessPolicy;
  readonly #logger = new Logger('Mcp');
  #parts: Parts | undefined;

  readonly #options: McpModuleOptions;
  readonly #discovery: DiscoveryService;
  readonly #host: HttpAdapterHost;

  constructor(
    @Inject(MCP_OPTIONS) options: McpModuleOptions,
    discovery: DiscoveryService,
    host: HttpAdapterHost,
  ) {
    this.#options = options;
    this.#discovery = discovery;
    this.#host = host;
    checkOptions(options);
    this.access = new AccessPolicy(options);
  }

  /** Fits the endpoint's route; must run after the HTTP adapter is known, and before Nest registers routes. */
  fitRoutes(): void {
    if (this.#host.httpAdapter?.getType() !== 'fastify') return;
    const fastify: FastifyInstance = this.#host.httpAdapter.getInstance();
    fitFastifyRoute(fastify, this.#options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  }

  get catalogue(): Catalogue {
    return this.#ready.catalogue;
  }

  get endpoint(): McpEndpoint {
    return this.#ready.endpoint;
  }

  get inProcess(): InProcessParts {
    return this.#ready.inProcess;
  }

  get notify(): SdkHandler['notify'] {
    return this.#ready.sdk.notify;
  }

  async onModuleInit(): Promise<void> {
    const { access } = this;
    const options = this.#options;
    const catalogue = buildCatalogue(findHandlers(this.#discovery), options.baseScopes ?? []);
    access.checkReachable(catalogue);
    const index = new ResourceIndex(catalogue);
    const audit = new CallAudit(options);
    const authorizer = new OperationAuthorizer(new OperationIndex(catalogue, index), access, audit);
    const keys = options.encryptionKeys ?? [randomBytes(32)];
    const state = new RequestState(keys, options.requestStateTtlSeconds ?? DEFAULT_STATE_SECONDS);
    const links = options.links && new PersonLinks(options.links, state);
    const runner = new CallRunner({ options, authorizer, state, audit, links });
    const sealed = new SealedSessions(keys);
    const factory = new McpServerFactory(options, catalogue, index, access, runner, state);
    const sessions = options.legacySessions && new LegacySessions(factory, options.legacySessions);
    const keepAliveMs = options.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS;
    const onerror = (error: Error): void => this.#logger.debug(error.message);
    const sdk = new SdkHandler({ factory, sessions, sealed, keepAliveMs, onerror });
    const shared = new SharedServers((era) => factory.shared(era));
    const encoder = new ResultEncoder(factory);
    const direct = new DirectTools(catalogue, runner, encoder, factory.serverInfo);
    const origins = new OriginPolicy(options.resource, options.allowedOrigins);
    const endpoint = new McpEndpoint({ options, origins, access, authorizer, sealed, direct, shared, sdk });
    await Promise.all([shared.start(), encoder.start()]);
    const inProcess = { table: shared.table('modern'), authorizer };
    this.#parts = { catalogue, endpoint, inProcess, shared: [shared, encoder], sdk, sessions };
  }

  /** Long streams end first, as a server that still has one never finishes closing. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#parts?.sessions?.close();
    await this.#parts?.sdk.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#parts?.shared.map((servers) => servers.close()) ?? []);
  }

  get #ready(): Parts {
    if (this.#parts === undefined) throw new Error('McpModule is not initialised yet: call app.init() first');
    return this.#parts;
  }
}

function checkOptions({ resource, encryptionKeys }: McpModuleOptions): void {
  if (!URL.canParse(resource) || resource.endsWith('/') || new URL(resource).hash !== '') {
    throw new McpConfigurationError(
      `resource ${JSON.stringify(resource)} must be the endpoint's absolute URL without trailing slash or fragment`,
    );
  }
  if (encryptionKeys?.length === 0 || encryptionKeys?.some((key) => key.length !== 32)) {
    throw new McpConfigurationError('encryptionKeys needs one key or more, each of 32 bytes');
  }
}
