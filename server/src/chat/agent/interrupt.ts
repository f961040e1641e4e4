/** Questions of a run to its person: how they are put, and what the server keeps beside them. */
import { randomUUID } from 'node:crypto';
import type { PendingCall } from './tool-call.js';
import type { AgUiInterrupt } from './events.js';
import type { AuthRequest, ElicitRequest, Tool, ToolResult } from '../toolbox/tool.js';

type Json = Readonly<Record<string, unknown>>;

/** What the server needs to go on with a call once its interrupt is answered. */
export interface InterruptState {
  readonly callId: string;
  readonly definitionHash: string;
  /** Binds the answer to the arguments that were shown. */
  readonly argumentsHash: string;
  /** The arguments the call was made with, where a person edited them. */
  readonly editedArguments?: Json;
  /** True once the call was allowed: it is not asked about again. */
  readonly approved: boolean;
  /** For `mcp_elicitation`. */
  readonly inputKey?: string;
  readonly requestState?: string;
  /** What the tool failed with: the result for the model if the person does not help. */
  readonly failure?: ToolResult;
}

/** An interrupt that a run raised, not yet stored. */
export interface RaisedInterrupt {
  readonly interrupt: AgUiInterrupt;
  readonly state: InterruptState;
}

/** An answered (or expired) interrupt. */
export interface InterruptAnswer extends RaisedInterrupt {
  readonly status: 'resolved' | 'cancelled' | 'expired';
  readonly payload: Json;
}

/** Everything an interrupt is made of, whatever its reason. */
export interface InterruptDraft {
  readonly call: PendingCall;
  readonly tool: Tool;
  readonly arguments: Json;
  readonly state: Omit<InterruptState, 'callId' | 'definitionHash'>;
  readonly expiresAt: Date;
}

/** Asks whether a tool may run; `preview` is what the call would change. */
export function askApproval(draft: InterruptDraft, changed: boolean, preview?: Json): RaisedInterrupt {
  const { tool } = draft;
  const why = changed ? ' It has changed since it was last allowed or seen.' : '';
  const responseSchema = {
    type: 'object',
    properties: {
      approved: { type: 'boolean' },
      arguments: { ...tool.inputSchema },
      remember: { type: 'string', enum: ['chat', 'always'] },
    },
    required: ['approved'],
  };
  const metadata = {
    ...about(draft),
    arguments: draft.arguments,
    argumentsHash: draft.state.argumentsHash,
    ...(changed ? { changed } : {}),
    ...(preview ? { preview } : {}),
  };
  const message = `Allow "${tool.title}" of ${tool.server} to run?${why}`;
  return raise(draft, 'tool_approval', message, responseSchema, metadata);
}

/** Passes a server's question on; URL mode puts the address into the metadata. */
export function askInput(draft: InterruptDraft, wanted: ElicitRequest): RaisedInterrupt {
  const metadata = { ...about(draft), ...(wanted.url ? { url: wanted.url } : {}) };
  const message = wanted.message || `${draft.tool.server} needs more information.`;
  return raise(draft, 'mcp_elicitation', message, { ...wanted.schema }, metadata);
}

/** Asks the person to sign in once more: for consent, or with what Conditional Access wants. */
export function askSignIn(draft: InterruptDraft, wanted: AuthRequest): RaisedInterrupt {
  const { reason, ...facts } = wanted;
  const metadata = { ...about(draft), ...facts };
  const message =
    reason === 'auth_consent'
      ? `"${draft.tool.title}" needs a permission that you have not granted yet.`
      : `"${draft.tool.title}" needs you to confirm your sign-in.`;
  return raise(draft, reason, message, { type: 'object', properties: {} }, metadata);
}

function raise(
  { call, tool, state, expiresAt }: InterruptDraft,
  reason: string,
  message: string,
  responseSchema: Record<string, unknown>,
  metadata: Record<string, unknown>,
): RaisedInterrupt {
  const interrupt = {
    id: `int_${randomUUID()}`,
    reason,
    toolCallId: call.id,
    message,
    responseSchema,
    expiresAt: expiresAt.toISOString(),
    metadata,
  };
  return { interrupt, state: { ...state, callId: call.id, definitionHash: tool.definitionHash } };
}

function about({ tool }: InterruptDraft): Record<string, unknown> {
  return { server: tool.server, tool: tool.name, title: tool.title, annotations: tool.annotations };
}
