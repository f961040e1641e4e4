/** Questions of a run to its person: how they are put, and what the server keeps beside them. */
import { randomUUID } from 'node:crypto';
import type { PendingCall } from './conversation.js';
import type { Question } from './events.js';
import type { AuthRequest, ElicitRequest, Tool, ToolResult } from '../toolbox/tool.js';

type Json = Readonly<Record<string, unknown>>;

/** What the server needs to go on with a call once its question is answered. */
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
  /** What the tool failed with; told to the model if the person does not help. */
  readonly failure?: ToolResult;
}

/** A question that a run raised, not yet stored. */
export interface Raised {
  readonly question: Question;
  readonly state: InterruptState;
}

/** An answered (or expired) question. */
export interface Answer extends Raised {
  readonly status: 'resolved' | 'cancelled' | 'expired';
  readonly payload: Json;
}

/** Everything a question is made of, whatever its reason. */
export interface Asking {
  readonly call: PendingCall;
  readonly tool: Tool;
  readonly arguments: Json;
  readonly state: Omit<InterruptState, 'callId' | 'definitionHash'>;
  readonly expiresAt: Date;
}

/** Asks whether a tool may run. */
export function askApproval(asking: Asking, changed: boolean): Raised {
  const { tool } = asking;
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
    ...about(asking),
    arguments: asking.arguments,
    argumentsHash: asking.state.argumentsHash,
    ...(changed ? { changed } : {}),
  };
  const message = `Allow "${tool.title}" of ${tool.server} to run?${why}`;
  return raise(asking, 'tool_approval', message, responseSchema, metadata);
}

/** Passes a server's question on; URL mode puts the address into the metadata. */
export function askInput(asking: Asking, wanted: ElicitRequest): Raised {
  const metadata = { ...about(asking), ...(wanted.url ? { url: wanted.url } : {}) };
  const message = wanted.message || `${asking.tool.server} needs more information.`;
  return raise(asking, 'mcp_elicitation', message, { ...wanted.schema }, metadata);
}

/** Asks the person to sign in once more: for consent, or with what Conditional Access wants. */
export function askSignIn(asking: Asking, wanted: AuthRequest): Raised {
  const { reason, ...facts } = wanted;
  const metadata = { ...about(asking), ...facts };
  const message =
    reason === 'auth_consent'
      ? `"${asking.tool.title}" needs a permission that you have not granted yet.`
      : `"${asking.tool.title}" needs you to confirm your sign-in.`;
  return raise(asking, reason, message, { type: 'object', properties: {} }, metadata);
}

function raise(
  { call, tool, state, expiresAt }: Asking,
  reason: string,
  message: string,
  responseSchema: Record<string, unknown>,
  metadata: Record<string, unknown>,
): Raised {
  const question = {
    id: `int_${randomUUID()}`,
    reason,
    toolCallId: call.id,
    message,
    responseSchema,
    expiresAt: expiresAt.toISOString(),
    metadata,
  };
  return { question, state: { ...state, callId: call.id, definitionHash: tool.definitionHash } };
}

function about({ tool }: Asking): Record<string, unknown> {
  return { server: tool.server, tool: tool.name, title: tool.title, annotations: tool.annotations };
}
