import { HttpException } from '@nestjs/common';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { HttpChallenge } from '../access/http-challenge.js';
import { ToolError } from '../mcp-error.js';
import type { MappedError, McpModuleOptions } from '../mcp.options.js';
import { ElicitationError } from './elicitation.js';
import type { Inbound } from './inbound.js';
import { errorResult } from './tool-result.js';

/** What the model reads of a fault that is ours: nothing but that it happened. */
const INTERNAL = 'The tool failed for a reason on the server. It was logged; trying again later may help.';

/** What becomes of an error: how the client sees it, and whether it has to be logged as a fault of ours. */
export interface Failure {
  readonly seen: CallToolResult | HttpChallenge;
  readonly code: string;
  readonly internal: boolean;
}

/** Decides how an error of a tool is seen. Unknown errors never show their text: it may hold anything. */
export async function toFailure(
  error: unknown,
  { principal, request }: Inbound,
  mapError: McpModuleOptions['mapError'],
): Promise<Failure> {
  const { caller } = principal;
  const mapped = (await mapError?.(error, caller, { caller, request })) ?? byDefault(error);
  if (mapped === 'internal') {
    return { seen: errorResult(INTERNAL, { code: 'internal' }), code: 'internal', internal: true };
  }
  const code = mapped instanceof HttpChallenge ? mapped.code : mapped.structuredContent;
  return { seen: mapped, code: typeof code === 'string' ? code : codeOf(code), internal: false };
}

export function isChallenge(seen: CallToolResult | HttpChallenge): seen is HttpChallenge {
  return seen instanceof Error;
}

/** A refusal over HTTP replaces this result; it is seen only where an event stream had already begun. */
export function asToolResult(seen: CallToolResult | HttpChallenge): CallToolResult {
  if (!isChallenge(seen)) return seen;
  const { code, scopes, claims, entraCode, correlationId } = seen;
  return errorResult(seen.detail, { code, scopes, claims, entraCode, correlationId });
}

/** The failure in words. */
export function textOf(seen: CallToolResult | HttpChallenge): string {
  if (isChallenge(seen)) return seen.detail;
  const first = seen.content[0];
  return first?.type === 'text' ? first.text : 'Internal error';
}

function byDefault(error: unknown): MappedError {
  if (error instanceof HttpChallenge) return error;
  if (error instanceof ToolError) return errorResult(error.message, { code: error.code, ...error.details });
  if (error instanceof ElicitationError) return errorResult(error.message, { code: error.code });
  if (error instanceof HttpException && error.getStatus() < 500) {
    return errorResult(clientMessage(error), { code: httpCode(error) });
  }
  return 'internal';
}

function codeOf(structured: unknown): string {
  const code = (structured as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : 'error';
}

function httpCode(error: HttpException): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : `http_${error.getStatus()}`;
}

/** Nest puts the list of validation messages into the response, not into the message. */
function clientMessage(error: HttpException): string {
  const response = error.getResponse();
  const message = typeof response === 'string' ? response : (response as { message?: unknown }).message;
  return Array.isArray(message) ? message.join('; ') : typeof message === 'string' ? message : error.message;
}
