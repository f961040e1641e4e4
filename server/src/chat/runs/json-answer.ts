/** The non-streaming mode: a run's events folded into one answer. */
import { EventType } from '@ag-ui/core';
import { ChatError, FAULT_STATUS, type RunFaultCode } from '../chat-error.js';
import type { Event, Interrupt, TokenUsage } from '../agent/events.js';
import type { LoggedEvent } from '../records/event-log.js';
import type { FeedEnd, Follow, Listener } from './subscription.js';

/** One tool call of a run, finished or waiting for the person. */
export interface AnsweredCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
  result?: unknown;
  /** Server, title and annotations; with a result also `durationMs`, `isError`, `audience`. */
  metadata: Readonly<Record<string, unknown>>;
}

/** Answer of `POST /api/chat/runs` with `Accept: application/json`. */
export interface RunAnswer {
  readonly threadId: string;
  readonly runId: string;
  outcome: { readonly type: string; readonly interrupts?: readonly Interrupt[] };
  /** The assistant's text, all rounds. */
  response: string;
  usage: readonly TokenUsage[];
  readonly toolCalls: AnsweredCall[];
  interrupts: readonly Interrupt[];
  /** Where the answer was cut off: `cutOff`. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** Waits for the run's end. A fault is thrown as a `ChatError` with the same code. */
export function answerRun(
  follow: Follow,
  ids: { readonly threadId: string; readonly runId: string },
  left: AbortSignal,
): Promise<RunAnswer> {
  return new Promise((resolve, reject) => {
    const folder = new AnswerFolder(ids, resolve, reject);
    const subscription = follow(0, folder);
    left.addEventListener('abort', () => subscription.close(), { once: true });
  });
}

/** Folds a run's events, and settles at its end. */
class AnswerFolder implements Listener {
  readonly #answer: RunAnswer;
  readonly #resolve: (answer: RunAnswer) => void;
  readonly #reject: (error: Error) => void;

  constructor(
    ids: { readonly threadId: string; readonly runId: string },
    resolve: (answer: RunAnswer) => void,
    reject: (error: Error) => void,
  ) {
    const nothing = { response: '', usage: [], toolCalls: [], interrupts: [] };
    this.#answer = { ...ids, outcome: { type: 'unknown' }, ...nothing };
    this.#resolve = resolve;
    this.#reject = reject;
  }

  take(logged: readonly LoggedEvent[]): boolean {
    for (const { json } of logged) this.#fold(JSON.parse(json) as Event);
    return true;
  }

  /** Half an answer is never given as a whole one. */
  end(end: FeedEnd): void {
    if (end.why === 'restarting')
      this.#reject(
        new ChatError(503, 'shutting_down', 'The server is restarting.', { retryAfterSeconds: 2 }),
      );
    else if (end.why === 'broken' && end.event) this.#fold(JSON.parse(end.event.json) as Event);
    if (end.why !== 'over' || this.#answer.outcome.type === 'unknown') this.#reject(storeUnavailable());
    else this.#resolve(this.#answer);
  }

  #fold(event: Event): void {
    if (event.type === EventType.RUN_ERROR) this.#reject(faultOf(event));
    else fold(this.#answer, event);
  }
}

function fold(answer: RunAnswer, event: Event): void {
  if (event.type === EventType.TEXT_MESSAGE_START && answer.response) answer.response += '\n\n';
  else if (event.type === EventType.TEXT_MESSAGE_CONTENT) answer.response += event.delta;
  else if (event.type === EventType.TOOL_CALL_START) {
    const { toolCallId: id, toolCallName: name, metadata = {} } = event;
    answer.toolCalls.push({ id, name, arguments: '', metadata });
  } else if (event.type === EventType.TOOL_CALL_ARGS || event.type === EventType.TOOL_CALL_RESULT) {
    foldCall(answer, event);
  } else if (event.type === EventType.RUN_FINISHED) {
    // Left out for 0.x clients, and only where the run was cancelled.
    answer.outcome = event.outcome ?? { type: 'cancelled' };
    if (event.metadata) answer.metadata = event.metadata;
    answer.usage = event.usage ?? [];
    if (event.outcome?.type === 'interrupt') answer.interrupts = event.outcome.interrupts;
  }
}

type CallEvent = Extract<Event, { type: EventType.TOOL_CALL_ARGS | EventType.TOOL_CALL_RESULT }>;

/** A result may belong to a call of an earlier run, which waited for the person. */
function foldCall(answer: RunAnswer, event: CallEvent): void {
  let call = answer.toolCalls.find(({ id }) => id === event.toolCallId);
  if (event.type === EventType.TOOL_CALL_ARGS) {
    if (call) call.arguments += event.delta;
    return;
  }
  if (!call) {
    call = { id: event.toolCallId, name: '', arguments: '', metadata: {} };
    answer.toolCalls.push(call);
  }
  call.result = event.content;
  call.metadata = { ...call.metadata, ...event.metadata };
}

function faultOf(event: Extract<Event, { type: EventType.RUN_ERROR }>): ChatError {
  const code = (event.code ?? 'internal') as RunFaultCode;
  const { retryAfterMs, correlationId } = (event.metadata ?? {}) as {
    retryAfterMs?: number;
    correlationId?: string;
  };
  return new ChatError(FAULT_STATUS[code] ?? 500, code, event.message, {
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
    ...(correlationId ? { correlationId } : {}),
  });
}

function storeUnavailable(): ChatError {
  const detail = 'The server cannot read or write this run at the moment. Try again in a while.';
  return new ChatError(503, 'store_unavailable', detail, { retryAfterSeconds: 10 });
}
