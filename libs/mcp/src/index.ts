/**
 * MCP for NestJS: a decorated method becomes a tool that every MCP client of 2025 and 2026 can call.
 * This file is the complete public surface.
 * @module
 */
export { McpModule } from './mcp.module.js';
export type { McpModuleExtras } from './mcp.module-definition.js';
export type {
  LegacySessionOptions,
  LinkOptions,
  MappedError,
  McpModuleOptions,
  PersonLink,
} from './mcp.options.js';

// Declaring
export { Complete, declaresTool, Prompt, Resource, ResourceTemplate, Tool } from './declare/decorators.js';
export type {
  CompleteOptions,
  PromptOptions,
  Requirement,
  ResourceOptions,
  ResourceTemplateOptions,
  ToolOptions,
} from './declare/declaration.js';
export { Describe } from './schema/describe.decorator.js';
export type { DtoClass, SchemaOutput, SchemaSource } from './schema/tool-schema.js';

// Writing handlers
export type { ElicitAnswer, ElicitQuestion, InputRound, ToolContext } from './call/tool-context.js';
export { ElicitationError } from './call/elicitation.js';
export { McpConfigurationError, ToolError, type McpErrorCode } from './mcp-error.js';
export { errorResult } from './call/tool-result.js';

// Refusals and audit
export { jsonRpcRefusal, type JsonRpcRefusal, type RefusalProblem } from './http/refusal-body.js';
export { bearerChallenge, HttpChallenge, type ChallengeFacts } from './access/http-challenge.js';
export type { CallOutcome, CallRecord, CallSource } from './call/call-record.js';

// Using the server from the same process, and notifying clients of changes
export { InProcessMcp, type InProcessOptions } from './in-process/in-process-mcp.js';
export { McpChanges } from './mcp-changes.js';
export { McpMetadata } from './metadata/mcp-metadata.js';

// The SDK's own vocabulary, so that tools need not import the SDK
export { acceptedContent, inputRequired, ResourceNotFoundError } from '@modelcontextprotocol/server';
export type {
  CallToolResult,
  GetPromptResult,
  ReadResourceResult,
  ToolAnnotations,
} from '@modelcontextprotocol/server';
