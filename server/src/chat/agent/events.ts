/** AG-UI 1.0 events, as this server emits them. */
import { type Event, EventType, type Interrupt, type TokenUsage } from '@ag-ui/core';
import type { RunFaultCode } from '../chat-error.js';
import type { LeftOut } from '../toolbox/mend-answer.js';
import { callMetadata, type PendingCall } from './tool-call.js';

export type { Event, Interrupt, TokenUsage } from '@ag-ui/core';

type Outcome = Extract<Event, { type: EventType.RUN_FINISHED }>['outcome'];

interface RunIds {
  readonly threadId: string;
  readonly runId: string;
}

/** Constructors of the events of a run; each is valid by `@ag-ui/core/schemas`. */
export const events = {
  runStarted: (threadId: string, runId: string): Event => ({ type: EventType.RUN_STARTED, threadId, runId }),
  /** `metadata`: what AG-UI has no field for, such as `cutOff`. */
  runFinished: (
    { threadId, runId }: RunIds,
    outcome: Outcome,
    usage: TokenUsage[],
    metadata: Record<string, unknown> = {},
  ): Event => ({
    type: EventType.RUN_FINISHED,
    threadId,
    runId,
    ...(outcome ? { outcome } : {}),
    usage,
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
  }),
  runError: (
    code: RunFaultCode,
    message: string,
    metadata: Record<string, unknown>,
    usage: TokenUsage[],
  ): Event => ({
    type: EventType.RUN_ERROR,
    code,
    message,
    metadata,
    usage,
  }),
  stepStarted: (stepName: string): Event => ({ type: EventType.STEP_STARTED, stepName }),
  stepFinished: (stepName: string): Event => ({ type: EventType.STEP_FINISHED, stepName }),
  textStart: (messageId: string): Event => ({
    type: EventType.TEXT_MESSAGE_START,
    messageId,
    role: 'assistant',
  }),
  text: (messageId: string, delta: string): Event => ({
    type: EventType.TEXT_MESSAGE_CONTENT,
    messageId,
    delta,
  }),
  textEnd: (messageId: string): Event => ({ type: EventType.TEXT_MESSAGE_END, messageId }),
  callStart: (call: PendingCall, parentMessageId: string): Event => ({
    type: EventType.TOOL_CALL_START,
    toolCallId: call.id,
    toolCallName: call.name,
    parentMessageId,
    metadata: callMetadata(call),
  }),
  callArgs: (toolCallId: string, delta: string): Event => ({
    type: EventType.TOOL_CALL_ARGS,
    toolCallId,
    delta,
  }),
  callEnd: (toolCallId: string): Event => ({ type: EventType.TOOL_CALL_END, toolCallId }),
  callResult: (
    messageId: string,
    toolCallId: string,
    content: string,
    metadata: Record<string, unknown>,
  ): Event => ({
    type: EventType.TOOL_CALL_RESULT,
    messageId,
    toolCallId,
    content,
    role: 'tool',
    metadata,
  }),
  toolsLeftOut: ({ server, tools }: LeftOut): Event => ({
    type: EventType.CUSTOM,
    name: 'mcp_tools_left_out',
    value: { server, tools },
  }),
  /** `turns`: questions of the person, each with all that followed it, that no longer fit into the model's window. */
  historyLeftOut: (turns: number): Event => ({
    type: EventType.CUSTOM,
    name: 'history_left_out',
    value: { turns },
  }),
  /** Results that the content filter of the model service stopped. */
  resultsLeftOut: (toolCallIds: readonly string[]): Event => ({
    type: EventType.CUSTOM,
    name: 'tool_results_left_out',
    value: { toolCallIds },
  }),
  serverUnavailable: (server: string, reason: string): Event => ({
    type: EventType.CUSTOM,
    name: 'mcp_server_unavailable',
    value: { server, reason },
  }),
} as const;

/** The parts of an interrupt that vary; the rest is the same for all. */
export type AgUiInterrupt = Required<
  Pick<Interrupt, 'id' | 'reason' | 'message' | 'responseSchema' | 'expiresAt'>
> &
  Pick<Interrupt, 'toolCallId' | 'metadata'>;
