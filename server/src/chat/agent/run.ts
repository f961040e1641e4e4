/** One run: model and tools in turns, until there is an answer, a question to the person, or a fault. */
import { aggregateTokenUsage } from '@ag-ui/core';
import type { RunFaultCode } from '../chat-error.js';
import { type Event, events, type TokenUsage } from './events.js';
import type { Raised } from './interrupt.js';
import { modelRound } from './model-round.js';
import { ToolRounds } from './tool-round.js';
import { RunStopped, type Turn } from './run-context.js';
import { ModelError } from '../model/model-error.js';
import type { Tool } from '../toolbox/tool.js';

/** How a run ended; stored together with its last event. */
export interface RunEnd {
  readonly state: 'success' | 'interrupt' | 'cancelled' | 'error';
  readonly code?: RunFaultCode;
  readonly usage: TokenUsage[];
  readonly raised: readonly Raised[];
  /** What is to be logged of a fault. */
  readonly cause?: unknown;
}

/** Yields every event of the run, the last one included; never throws. */
export async function* run(turn: Turn): AsyncGenerator<Event, RunEnd> {
  const { threadId, runId, signal } = turn;
  const spent: TokenUsage[] = [];
  yield events.runStarted(threadId, runId);
  try {
    const raised = yield* rounds(turn, spent);
    const usage = aggregateTokenUsage(spent);
    const interrupts = raised.map(({ question }) => question);
    if (interrupts.length > 0) {
      yield events.runFinished(threadId, runId, { type: 'interrupt', interrupts }, usage);
      return { state: 'interrupt', usage, raised };
    }
    yield events.runFinished(threadId, runId, { type: 'success' }, usage);
    return { state: 'success', usage, raised };
  } catch (error) {
    const usage = aggregateTokenUsage(spent);
    if (signal.aborted && !(signal.reason instanceof RunStopped && signal.reason.why === 'shutdown')) {
      yield events.runFinished(threadId, runId, { type: 'cancelled' }, usage);
      return { state: 'cancelled', usage, raised: [] };
    }
    const { code, message, metadata } = faultOf(signal.aborted ? signal.reason : error);
    yield events.runError(code, message, metadata, usage);
    return { state: 'error', code, usage, raised: [], cause: error };
  }
}

async function* rounds(turn: Turn, spent: TokenUsage[]): AsyncGenerator<Event, readonly Raised[]> {
  const told = new Set<string>();
  const toolRounds = new ToolRounds(turn);
  let tools = yield* listTools(turn, told);
  // What earlier runs left without a result: calls that waited for the person, or that a crash cut off.
  const pending = turn.conversation.unresolved();
  const raised = yield* toolRounds.run(pending, tools, 'answered');
  if (raised.length > 0) return raised;
  // Only now: between a call and its result no other message may stand.
  if (turn.message) await turn.conversation.addUser(turn.message.id, turn.message.text);
  for (let round = 1; round <= turn.limits.rounds; round++) {
    if (round > 1 || pending.length > 0) tools = yield* listTools(turn, told);
    const step = `model ${round}`;
    yield events.stepStarted(step);
    let calls;
    try {
      calls = yield* modelRound(turn, tools, spent);
    } finally {
      yield events.stepFinished(step);
    }
    if (calls.length === 0) return [];
    const questions = yield* toolRounds.run(calls, tools, round < turn.limits.rounds ? 'all' : 'none');
    if (toolRounds.exceeded) throw new LoopLimit();
    if (questions.length > 0) return questions;
  }
  throw new LoopLimit();
}

/** Tools may come and go, so they are asked for before each round. A missing server is told once. */
async function* listTools(turn: Turn, told: Set<string>): AsyncGenerator<Event, readonly Tool[]> {
  const { tools, unavailable } = await turn.toolbox.list();
  for (const { server, reason } of unavailable) {
    if (told.has(server)) continue;
    told.add(server);
    yield events.serverUnavailable(server, reason);
  }
  return tools;
}

class LoopLimit extends Error {}

interface Fault {
  readonly code: RunFaultCode;
  readonly message: string;
  readonly metadata: Record<string, unknown>;
}

/** Words of a fault come from a fixed list: what a service or a bug said stays in the log. */
function faultOf(error: unknown): Fault {
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
  if (error instanceof RunStopped)
    return {
      code: 'internal',
      message: 'The server is restarting. Send the message again.',
      metadata: { restarting: true },
    };
  return { code: 'internal', message: 'Something went wrong in this server.', metadata: {} };
}
