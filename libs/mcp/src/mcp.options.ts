import type { CanActivate } from '@nestjs/common';
import type { CallToolResult, Icon, McpServer } from '@modelcontextprotocol/server';
import type { HttpChallenge } from './access/http-challenge.js';
import type { CallRecord, CallSource } from './call/call-record.js';

/** Under which Nest knows the module's options. */
export const MCP_OPTIONS = Symbol.for('torii.mcp.options');

/**
 * What `mapError` makes of an error: a result for the model, an HTTP answer for the client, or `internal`: hide it.
 *
 * @example
 * mapError: (error) => (error instanceof BackendDown ? errorResult('Try again in a minute.', { code: 'down' }) : undefined);
 */
export type MappedError = CallToolResult | HttpChallenge | 'internal';

/**
 * Options of `McpModule`. Only `name`, `version` and `resource` are required.
 *
 * @example
 * const options: McpModuleOptions = {
 *   name: 'weather',
 *   version: '1.0.0',
 *   resource: 'https://api.example.com/mcp',
 *   caller: (request) => (request as { caller: Caller }).caller,
 *   scopesOf: (caller) => (caller as Caller).scopes,
 * };
 */
export interface McpModuleOptions {
  /** Name of the server, for programs. */
  readonly name: string;
  readonly version: string;
  /** Name of the server, for people. */
  readonly title?: string;
  readonly icons?: readonly Icon[];
  /** How and when to use the server; clients show it to models. */
  readonly instructions?: string;

  /** Canonical URL of the endpoint, without trailing slash; `resource` of RFC 9728 and RFC 8707. Never read from a request. */
  readonly resource: string;
  /** Issuers of the authorization servers, for the metadata. None: no metadata is served. */
  readonly authorizationServers?: readonly string[];
  /** Short scope names for `scopes_supported`; default: every one that something here needs. */
  readonly scopesSupported?: readonly string[];
  /** URL of a page for people, `resource_documentation`. */
  readonly documentation?: string;

  /** Reads the caller from a request that passed the guards. Without it there is no caller, and no scoped tool may exist. */
  caller?(request: unknown): unknown;
  /** Stable, public id of a caller (Entra: `oid`): binds request state and stands in audit records. */
  callerId?(caller: unknown): string | undefined;
  /** Short scope names that the caller holds. */
  scopesOf?(caller: unknown): readonly string[];
  /** App roles that the caller holds. */
  rolesOf?(caller: unknown): readonly string[];
  /** Full name of a scope as a client must ask for it: `Notes.Read` to `api://…/Notes.Read`. Default: as it is. */
  qualifyScope?(scope: string): string;
  /** Short scope names that every tool, prompt and resource needs besides its own. */
  readonly baseScopes?: readonly string[];

  /**
   * Called before each tool call over HTTP, in process not: for limits. What it throws is the call's failure, as
   * `mapError` makes it: a failed result, since an HTTP 429 ends the session of many clients.
   */
  readonly admitToolCall?: (caller: unknown) => void | Promise<void>;
  /** Guards for every call, run with an `ExecutionContext` of type `mcp` after the scope check. */
  readonly guards?: readonly CanActivate[];
  /** Turns an application's error into what the client may see. Default: `ToolError` and HTTP 4xx exceptions, else `internal`. */
  readonly mapError?: (
    error: unknown,
    caller: unknown,
    source: CallSource,
  ) => MappedError | undefined | Promise<MappedError | undefined>;
  /** Web pages that a person has to open before a call can succeed (URL elicitation). Default: none. */
  readonly links?: LinkOptions;

  /** Browser origins besides the one of `resource` that may call the endpoint. */
  readonly allowedOrigins?: readonly string[];
  /** Bytes. Default 1 MiB; more is answered 413. */
  readonly maxBodyBytes?: number;
  /** Milliseconds between comments on an open event stream. Default 15,000. */
  readonly keepAliveMs?: number;
  /** Milliseconds for which clients may keep lists (`ttlMs`, MCP 2026-07-28). Default 60,000. */
  readonly listTtlMs?: number;
  /** True where lists may change at run time (see `McpChanges`). Default false. */
  readonly listChanged?: boolean;
  /**
   * Keys of 32 bytes that seal request state and session ids: the first seals, all of them open. The same on every
   * replica. Default: one random key per process.
   */
  readonly encryptionKeys?: readonly Uint8Array[];
  /** Seconds that a client has to answer a question. Default 600. */
  readonly requestStateTtlSeconds?: number;
  /** Sessions for 2025 clients, kept in memory, so that the server can ask them something. Default: none, stateless. */
  readonly legacySessions?: LegacySessionOptions;

  /** Trace id of an HTTP request, for audit records of calls that bring no `traceparent` of their own. */
  traceId?(request: unknown): string | undefined;
  /** Called once per call of a tool, prompt or resource. Default: one line of JSON by Nest's `Logger`. */
  audit?(record: CallRecord, source: CallSource): void;
  /** True: arguments stand in audit records. Default false, as they may hold personal data. */
  readonly auditArguments?: boolean;
  /** Last word on every SDK server that this module makes, for what has no option here. */
  configureServer?(server: McpServer): void;
}

/**
 * Bounds of the sessions of 2025 clients.
 *
 * @example
 * McpModule.forRoot({ ...options, legacySessions: { max: 1000, idleMs: 600_000 } });
 */
export interface LegacySessionOptions {
  /** Sessions at once; the least recently used one is closed. */
  readonly max: number;
  /** Milliseconds without a request after which a session is closed. */
  readonly idleMs: number;
}

/**
 * A page that one person has to open.
 *
 * @example
 * const link: PersonLink = { key: oid, message: (url) => `Consent at ${url}`, create, failure };
 */
export interface PersonLink {
  /** The same for the same person and purpose. */
  readonly key: string;
  /** For the person; with the link, as not every client shows it otherwise. */
  message(url: string): string;
  /** Makes a fresh link: some clients take the same one twice for a loop. No personal data and no power in it. */
  create(): Promise<{ readonly id: string; readonly url: string }>;
  /** The failed result for clients that cannot open links, with the link in its text. */
  failure(url: string): CallToolResult;
}

/**
 * Which errors need a page, and whether its work is done.
 *
 * @example
 * const links: LinkOptions = { linkFor: (error) => (error instanceof NoConsent ? linkTo(error) : undefined), isUsed };
 */
export interface LinkOptions {
  /** The page that puts right what an error complains of. Called for failed tool calls over HTTP. */
  linkFor(error: unknown, source: CallSource): PersonLink | undefined;
  /** Whether the person did what the page is for. */
  isUsed(id: string): Promise<boolean>;
  /** Milliseconds that a call waits for a person who opened the page. Default 25,000. */
  readonly waitMs?: number;
}
