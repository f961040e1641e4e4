/** One tool call from the model's words to a result, or to questions to the person. */
import type { PendingCall } from './tool-call.js';
import {
  type InterruptAnswer,
  askApproval,
  type InterruptDraft,
  askInput,
  askSignIn,
  type RaisedInterrupt,
} from './interrupt.js';
import type { ToolDecision } from './approval-policy.js';
import { sha256 } from '../toolbox/definition.js';
import { type ElicitResult, failed, type Tool, type ToolOutcome, type ToolResult } from '../toolbox/tool.js';
import type { RunContext } from './run-context.js';
import { within } from './within.js';

type Json = Readonly<Record<string, unknown>>;

/** How a call ended: with a result for the model, or with questions to the person. */
export type CallOutcome =
  | {
      readonly kind: 'done';
      readonly result: ToolResult;
      readonly durationMs: number;
      readonly edited?: Json;
      /** True where the person said no: to the call, to a sign-in, or to a question of the tool. */
      readonly declined?: boolean;
    }
  | { readonly kind: 'asked'; readonly raised: readonly RaisedInterrupt[] };

/** Runs, or asks first, or goes on with what the person answered. Throws only when the run is stopped. */
export async function performCall(
  context: RunContext,
  call: PendingCall,
  tool: Tool,
  decision: ToolDecision,
): Promise<CallOutcome> {
  const written = parseArguments(call.arguments);
  if (!written)
    return done(
      failed('The arguments are not a JSON object. Correct them and call again.', 'invalid_arguments'),
    );
  const answers = context.answers.get(call.id) ?? [];
  const first = answers[0];
  const draft: InterruptDraft = {
    call,
    tool,
    arguments: written,
    state: { argumentsHash: sha256(call.arguments), approved: false },
    expiresAt: new Date(Date.now() + context.limits.interruptMs),
  };
  if (!first) {
    if (decision.policy === 'ask') return askFirst(context, draft, decision.changed === true);
    return invoke(context, draft);
  }
  return first.interrupt.reason === 'tool_approval'
    ? afterApproval(context, draft, first)
    : afterHelp(context, draft, answers);
}

async function afterApproval(
  context: RunContext,
  draft: InterruptDraft,
  answer: InterruptAnswer,
): Promise<CallOutcome> {
  const { payload, state, status } = answer;
  if (status === 'expired')
    return done(failed('The question whether this may run expired.', 'approval_expired'));
  if (status === 'cancelled' || payload['approved'] !== true)
    return declined(failed('The person denied this call. Do not repeat it; go on without it.', 'denied'));
  const { tool } = draft;
  // The answer was given for these arguments and this definition, and for nothing else.
  if (state.argumentsHash !== draft.state.argumentsHash || state.definitionHash !== tool.definitionHash)
    return askFirst(context, draft, true);
  const { remember } = payload;
  if (remember === 'chat' || remember === 'always')
    await context.policy.allow(context.caller, context.threadId, tool, remember);
  const edited = payload['arguments'] as Json | undefined;
  return invoke(context, {
    ...draft,
    arguments: edited ?? draft.arguments,
    state: { ...draft.state, approved: true, ...(edited ? { editedArguments: edited } : {}) },
  });
}

/** After a sign-in or an elicitation: the same call once more, or its failure. */
async function afterHelp(
  context: RunContext,
  draft: InterruptDraft,
  answers: readonly InterruptAnswer[],
): Promise<CallOutcome> {
  const [first] = answers;
  if (!first) return invoke(context, draft);
  const { editedArguments, approved, definitionHash, failure, requestState } = first.state;
  const again: InterruptDraft = {
    ...draft,
    arguments: editedArguments ?? draft.arguments,
    state: { ...draft.state, approved, ...(editedArguments ? { editedArguments } : {}) },
  };
  if (first.status === 'expired' && !failure)
    return done(failed('The question to the person expired.', 'expired'));
  if (definitionHash !== draft.tool.definitionHash) return askFirst(context, draft, true);
  if (first.interrupt.reason !== 'mcp_elicitation') {
    if (first.status === 'resolved') return invoke(context, again);
    const result = failure ?? failed('The person did not sign in again.', 'consent_required');
    if (first.status !== 'cancelled') return done(result, editedArguments);
    const text = `The person did not sign in for this call. ${result.text}`;
    return declined({ ...result, text }, editedArguments);
  }
  const given = Object.fromEntries(answers.map((answer) => [answer.state.inputKey ?? '', givenBy(answer)]));
  const outcome = await invoke(context, again, {
    given,
    ...(requestState === undefined ? {} : { requestState }),
  });
  const saidNo = answers.some(({ status }) => status === 'cancelled');
  return outcome.kind === 'done' && outcome.result.isError && saidNo
    ? { ...outcome, declined: true }
    : outcome;
}

function givenBy({ status, payload }: InterruptAnswer): ElicitResult {
  if (status === 'resolved') return { action: 'accept', content: payload };
  return { action: status === 'cancelled' ? 'decline' : 'cancel' };
}

async function invoke(
  context: RunContext,
  draft: InterruptDraft,
  more: { given?: Readonly<Record<string, ElicitResult>>; requestState?: string } = {},
): Promise<CallOutcome> {
  const started = performance.now();
  const invocation = { id: draft.call.id, tool: draft.tool, arguments: draft.arguments, ...more };
  const outcome = await within(context.limits.callTimeoutMs, context.signal, (signal) =>
    context.toolbox.call(invocation, signal),
  );
  const questions = questionsOf(draft, outcome);
  if (questions.length > 0) return asked(questions);
  const result = outcome.kind === 'result' ? outcome : failed('The tool asked for nothing and gave nothing.');
  return done(result, draft.state.editedArguments, performance.now() - started);
}

function questionsOf(draft: InterruptDraft, outcome: ToolOutcome): RaisedInterrupt[] {
  if (outcome.kind === 'auth') {
    const state = { ...draft.state, approved: true, failure: outcome.failure };
    return [askSignIn({ ...draft, state }, outcome.wanted)];
  }
  if (outcome.kind === 'result') return [];
  const { requestState } = outcome;
  return outcome.wanted.map((wanted) => {
    const state = { ...draft.state, approved: true, inputKey: wanted.key };
    return askInput(
      { ...draft, state: requestState === undefined ? state : { ...state, requestState } },
      wanted,
    );
  });
}

function parseArguments(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function done(result: ToolResult, edited?: Json, durationMs = 0): CallOutcome {
  return { kind: 'done', result, durationMs, ...(edited ? { edited } : {}) };
}

function declined(result: ToolResult, edited?: Json): CallOutcome {
  return { ...done(result, edited), declined: true } as CallOutcome;
}

/** Asks with what the call would change in view. */
async function askFirst(context: RunContext, draft: InterruptDraft, changed: boolean): Promise<CallOutcome> {
  const preview = await context.toolbox.preview(draft.tool, draft.arguments, context.signal);
  return asked([askApproval(draft, changed, preview)]);
}

function asked(raised: readonly RaisedInterrupt[]): CallOutcome {
  return { kind: 'asked', raised };
}
