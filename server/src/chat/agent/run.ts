/** One run: model and tools in turns, until there is an answer, a question to the person, or a fault. */
import { aggregateTokenUsage } from '@ag-ui/core';
import type { RunFaultCode } from '../chat-error.js';
import { type Event, events, type TokenUsage } from './events.js';
import type { RaisedInterrupt } from './interrupt.js';
import { modelRound } from './model-round.js';
import { ToolRounds } from './tool-round.js';
import { RunStopped, type RunContext } from './run-context.js';
import { ModelError } from '../model/model-error.js';
import type { Tool } from '../toolbox/tool.js';

/** How a run ended; stored together with its last event. */
export interface RunEnd {
  readonly state: 'success' | 'interrupt' | 'cancelled' | 'error';
  readonly code?: RunFaultCode;
  readonly usage: TokenUsage[];
  readonly raised: readonly RaisedInterrupt[];
  /** `RUN_FINISHED` or `RUN_ERROR`, not yet published. */
  readonly last: Event;
  /** What is to be logged of a fault. */
  readonly cause?: unknown;
}

/**
 * Asks the model, makes the calls it asks for, hands the results back, and repeats that until there is an answer, a
 * question to the person, or a fault. Publishes every event but the last; never throws.
 */
export async function run(context: RunContext): Promise<RunEnd> {
  const { threadId, runId, signal } = context;
  const spent: TokenUsage[] = [];
  try {
    const { raised, cutOff } = await rounds(context, spent);
    const usage = aggregateTokenUsage(spent);
    const interrupts = raised.map(({ interrupt }) => interrupt);
    if (interrupts.length === 0) {
      const metadata = cutOff ? { cutOff: 'output_limit' } : {};
      const last = events.runFinished({ threadId, runId }, { type: 'success' }, usage, metadata);
      return { state: 'success', usage, raised, last };
    }
    const last = events.runFinished({ threadId, runId }, { type: 'interrupt', interrupts }, usage);
    return { state: 'interrupt', usage, raised, last };
  } catch (error) {
    const usage = aggregateTokenUsage(spent);
    const stopped = signal.aborted && signal.reason instanceof RunStopped ? signal.reason : undefined;
    if (stopped?.why === 'cancelled' || stopped?.why === 'unwatched') {
      const outcome = context.knowsCancelled ? ({ type: 'cancelled' } as const) : undefined;
      const last = events.runFinished({ threadId, runId }, outcome, usage);
      return { state: 'cancelled', usage, raised: [], last };
    }
    const { code, message, metadata } = failureOf(stopped ?? error);
    const last = events.runError(code, message, metadata, usage);
    return { state: 'error', code, usage, raised: [], last, cause: error };
  }
}

interface RoundsEnd {
  readonly raised: readonly RaisedInterrupt[];
  /** The last answer ended at the output limit of the model. */
  readonly cutOff?: true;
}

async function rounds(context: RunContext, spent: TokenUsage[]): Promise<RoundsEnd> {
  const reported = new Set<string>();
  const toolRounds = new ToolRounds(context);
  let tools = await listTools(context, reported);
  // What earlier runs left without a result: calls that waited for the person, or that a crash cut off.
  const pending = context.conversation.unresolved();
  const raised = await toolRounds.run(pending, tools, 'answered');
  if (raised.length > 0) return { raised };
  for (let round = 1; round <= context.limits.rounds; round++) {
    if (round > 1 || pending.length > 0) tools = await listTools(context, reported);
    const step = `model ${round}`;
    context.emit(events.stepStarted(step));
    let answer;
    try {
      answer = await modelRound(context, tools, spent);
    } finally {
      context.emit(events.stepFinished(step));
    }
    const { calls } = answer;
    if (calls.length === 0) return { raised: [], ...(answer.cutOff ? { cutOff: true } : {}) };
    const questions = await toolRounds.run(calls, tools, round < context.limits.rounds ? 'all' : 'none');
    if (toolRounds.exceeded) throw new LoopLimit();
    if (questions.length > 0) return { raised: questions };
  }
  throw new LoopLimit();
}

/** Tools may come and go, so they are asked for before each round. A missing server is reported once. */
async function listTools(context: RunContext, reported: Set<string>): Promise<readonly Tool[]> {
  const { tools, unavailable, leftOut } = await context.toolbox.list();
  for (const { server, reason } of unavailable) {
    if (reported.has(server)) continue;
    reported.add(server);
    context.emit(events.serverUnavailable(server, reason));
  }
  for (const one of leftOut) {
    if (reported.has(`tools of ${one.server}`)) continue;
    reported.add(`tools of ${one.server}`);
    context.emit(events.toolsLeftOut(one));
  }
  return tools;
}

class LoopLimit extends Error {}

/** The last event of a run whose log cannot be written. */
export function storeUnavailable(usage: TokenUsage[]): Event {
  const { code, message, metadata } = STORE_FAILURE;
  return events.runError(code, message, metadata, usage);
}

interface RunFailure {
  readonly code: RunFaultCode;
  readonly message: string;
  readonly metadata: Record<string, unknown>;
}

const STORE_FAILURE: RunFailure = {
  code: 'store_unavailable',
  message:
    'The server cannot store this conversation at the moment, so it was stopped. Send the message again later.',
  metadata: { retryAfterMs: 10_000 },
};

/** Words of a fault come from a fixed list: what a service or a bug said stays in the log. */
function failureOf(error: unknown): RunFailure {
  if (error instanceof ModelError) {
    const { code, message, retryAfterMs, correlationId, filtered } = error;
    const facts = Object.entries({ retryAfterMs, correlationId, filtered }).filter(
      ([, value]) => value !== undefined,
    );
    return { code, message, metadata: Object.fromEntries(facts) };
  }
  if (error instanceof LoopLimit)
    return {
      code: 'tool_loop_limit',
      message: 'The assistant used up its tool calls without an answer.',
      metadata: {},
    };
  if (error instanceof RunStopped && error.why === 'store') return STORE_FAILURE;
  if (error instanceof RunStopped && error.why === 'signed_out')
    return {
      code: 'invalid_token',
      message: 'This sign-in has ended. Sign in again, then send the message again.',
      metadata: {},
    };
  if (error instanceof RunStopped)
    return {
      code: 'internal',
      message: 'The server is restarting. Send the message again.',
      metadata: { restarting: true },
    };
  return { code: 'internal', message: 'Something went wrong in this server.', metadata: {} };
}
