/** A tool call that the model asked for, and what AG-UI has no field for. */
import type { ToolAnnotations, ToolResult } from '../toolbox/tool.js';

/** A tool call the model asked for; what it knows of its tool was true when it was asked. */
export interface PendingCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  readonly arguments: string;
  readonly modelName: string;
  readonly server?: string;
  readonly title?: string;
  readonly annotations?: ToolAnnotations;
}

/** Structured results beyond this many characters are left to `content`. */
const MAX_STRUCTURED_CHARS = 64 * 1024;

/** Where a called tool lives and what it claims to be. */
export function callMetadata(call: PendingCall): Record<string, unknown> {
  const { server, title, annotations } = call;
  return {
    ...(server ? { server } : {}),
    title: title ?? call.name,
    ...(annotations ? { annotations } : {}),
  };
}

/** How a tool's call went, and with which token. */
export function resultMetadata(result: ToolResult, durationMs: number): Record<string, unknown> {
  const { structured, isError, audience, token } = result;
  const small = structured !== undefined && JSON.stringify(structured).length <= MAX_STRUCTURED_CHARS;
  return {
    durationMs: Math.round(durationMs),
    isError,
    ...(audience ? { audience } : {}),
    ...(token ? { token } : {}),
    ...(small ? { structuredContent: structured } : {}),
  };
}
