/** One tool call from the model's words to a result, or to a question. */
import type { PendingCall } from './conversation.js';
import { type Answer, askApproval, type Asking, askInput, askSignIn, type Raised } from './interrupt.js';
import type { Verdict } from '../records/tool-policies.js';
import { sha256 } from '../toolbox/definition.js';
import { type ElicitResult, failed, type Tool, type ToolOutcome, type ToolResult } from '../toolbox/tool.js';
import type { Turn } from './run-context.js';
import { within } from './within.js';

type Json = Readonly<Record<string, unknown>>;

/** How a call ended: with a result for the model, or with questions to the person. */
export type Performed =
  | {
      readonly kind: 'done';
      readonly result: ToolResult;
      readonly durationMs: number;
      readonly edited?: Json;
    }
  | { readonly kind: 'asked'; readonly raised: readonly Raised[] };

/** Runs, or asks first, or goes on with what the person answered. Throws only when the run is stopped. */
export async function performCall(
  turn: Turn,
  call: PendingCall,
  tool: Tool,
  verdict: Verdict,
): Promise<Performed> {
  const written = parseArguments(call.arguments);
  if (!written)
    return done(
      failed('The arguments are not a JSON object. Correct them and call again.', 'invalid_arguments'),
    );
  const answers = turn.answers.get(call.id) ?? [];
  const first = answers[0];
  const asking: Asking = {
    call,
    tool,
    arguments: written,
    state: { argumentsHash: sha256(call.arguments), approved: false },
    expiresAt: new Date(Date.now() + turn.limits.interruptMs),
  };
  if (!first) {
    if (verdict.policy === 'ask') return asked([askApproval(asking, verdict.changed === true)]);
    return invoke(turn, asking);
  }
  return first.question.reason === 'tool_approval'
    ? afterApproval(turn, asking, first)
    : afterHelp(turn, asking, answers);
}

async function afterApproval(turn: Turn, asking: Asking, answer: Answer): Promise<Performed> {
  const { payload, state, status } = answer;
  if (status === 'expired')
    return done(failed('The question whether this may run expired.', 'approval_expired'));
  if (status === 'cancelled' || payload['approved'] !== true)
    return done(failed('The person denied this call. Do not repeat it; go on without it.', 'denied'));
  const { tool } = asking;
  // The answer was given for these arguments and this definition, and for nothing else.
  if (state.argumentsHash !== asking.state.argumentsHash || state.definitionHash !== tool.definitionHash)
    return asked([askApproval(asking, true)]);
  const { remember } = payload;
  if (remember === 'chat' || remember === 'always')
    await turn.policy.allow(turn.caller, turn.threadId, tool, remember);
  const edited = payload['arguments'] as Json | undefined;
  return invoke(turn, {
    ...asking,
    arguments: edited ?? asking.arguments,
    state: { ...asking.state, approved: true, ...(edited ? { editedArguments: edited } : {}) },
  });
}

/** After a sign-in or an elicitation: the same call once more, or its failure. */
async function afterHelp(turn: Turn, asking: Asking, answers: readonly Answer[]): Promise<Performed> {
  const [first] = answers;
  if (!first) return invoke(turn, asking);
  const { editedArguments, approved, definitionHash, failure, requestState } = first.state;
  const again: Asking = {
    ...asking,
    arguments: editedArguments ?? asking.arguments,
    state: { ...asking.state, approved, ...(editedArguments ? { editedArguments } : {}) },
  };
  if (first.status === 'expired' && !failure)
    return done(failed('The question to the person expired.', 'expired'));
  if (definitionHash !== asking.tool.definitionHash) return asked([askApproval(asking, true)]);
  if (first.question.reason !== 'mcp_elicitation') {
    if (first.status === 'resolved') return invoke(turn, again);
    return done(failure ?? failed('The person did not sign in again.', 'consent_required'), editedArguments);
  }
  const given = Object.fromEntries(answers.map((answer) => [answer.state.inputKey ?? '', givenBy(answer)]));
  return invoke(turn, again, { given, ...(requestState === undefined ? {} : { requestState }) });
}

function givenBy({ status, payload }: Answer): ElicitResult {
  if (status === 'resolved') return { action: 'accept', content: payload };
  return { action: status === 'cancelled' ? 'decline' : 'cancel' };
}

async function invoke(
  turn: Turn,
  asking: Asking,
  more: { given?: Readonly<Record<string, ElicitResult>>; requestState?: string } = {},
): Promise<Performed> {
  const started = performance.now();
  const invocation = { id: asking.call.id, tool: asking.tool, arguments: asking.arguments, ...more };
  const outcome = await within(turn.limits.callTimeoutMs, turn.signal, (signal) =>
    turn.toolbox.call(invocation, signal),
  );
  const questions = questionsOf(asking, outcome);
  if (questions.length > 0) return asked(questions);
  const result = outcome.kind === 'result' ? outcome : failed('The tool asked for nothing and gave nothing.');
  return done(result, asking.state.editedArguments, performance.now() - started);
}

function questionsOf(asking: Asking, outcome: ToolOutcome): Raised[] {
  if (outcome.kind === 'auth') {
    const state = { ...asking.state, approved: true, failure: outcome.failure };
    return [askSignIn({ ...asking, state }, outcome.wanted)];
  }
  if (outcome.kind === 'result') return [];
  const { requestState } = outcome;
  return outcome.wanted.map((wanted) => {
    const state = { ...asking.state, approved: true, inputKey: wanted.key };
    return askInput(
      { ...asking, state: requestState === undefined ? state : { ...state, requestState } },
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

function done(result: ToolResult, edited?: Json, durationMs = 0): Performed {
  return { kind: 'done', result, durationMs, ...(edited ? { edited } : {}) };
}

function asked(raised: readonly Raised[]): Performed {
  return { kind: 'asked', raised };
}
