/** The stand-in model: decides the next step of a conversation by rules. Deterministic; no AI. */
import type { Conversation, PlannedCall, Step } from './conversation.js';
import { composeAnswer } from './answer.js';
import { fillArguments } from './arguments.js';
import { intentsOf, type Intent } from './intents.js';
import { languageOf, withoutLanguageOrder } from '../text/language.js';
import { rankTools } from './rank.js';
import { resolveIntent, type Resolution } from './resolve-intent.js';
import { traitsOf, type ToolTraits } from './tool-traits.js';
import { knownUrl, turnStateOf, type TurnState } from './turn-state.js';

/** Rounds of tool calls after which an answer is given in any case. */
const MAX_ROUNDS = 4;
/** Characters of the instructions that are searched for a wish for a language. */
const INSTRUCTIONS_READ = 8000;
/** Calls in one round. */
const MAX_PARALLEL = 2;

const DETAIL =
  /\bin (?:full )?detail\b|\bfull (?:article|text|page)\b|\bstep[- ]by[- ]step\b|\bread the (?:article|page)\b|詳しく|全文|くわしく/i;

/** Plans the next step: tool calls, or the answer. `now` gives dates their meaning. */
export function planStep(conversation: Conversation, now: Date): Step {
  const asked = turnStateOf(conversation);
  const language = languageOf(asked.text, conversation.instructions.slice(0, INSTRUCTIONS_READ));
  const state = { ...asked, text: withoutLanguageOrder(asked.text) };
  const tools = conversation.tools.map(traitsOf);
  const callable = conversation.toolChoice === 'none' || state.rounds >= MAX_ROUNDS ? [] : tools;
  const demanded = demandedCall(conversation, state, callable, now);
  if (demanded) return { kind: 'calls', calls: [demanded] };
  const intents = typeof conversation.toolChoice === 'object' ? [] : intentsOf(state, callable);
  const open = openIntents(intents, state);
  const resolutions = open.map((intent, index) => {
    const readsPending = open.slice(0, index).some(({ traits }) => !traits.writes);
    return resolveIntent(intent, state, callable, readsPending, now);
  });
  const planned = distinct(resolutions.filter(isCall).map(({ call }) => call)).filter(
    (call) => !wasMade(call, state),
  );
  const hop = planned.length > 0 || state.current.length === 0 ? undefined : detailCall(state, callable);
  const calls = hop ? [hop] : planned.slice(0, conversation.parallelToolCalls ? MAX_PARALLEL : 1);
  if (calls.length > 0) return { kind: 'calls', calls };
  const first = !state.answers.some((text) => text.includes('AI'));
  return { kind: 'text', text: composeAnswer({ state, tools, intents, resolutions, language, first }) };
}

/** The call that `tool_choice` demands, where this turn has not made one yet. */
function demandedCall(
  conversation: Conversation,
  state: TurnState,
  tools: readonly ToolTraits[],
  now: Date,
): PlannedCall | undefined {
  const choice = conversation.toolChoice;
  if (typeof choice === 'object') {
    const traits = tools.find(({ tool }) => tool.name === choice.name);
    return traits && !state.current.some((call) => call.name === choice.name)
      ? forcedCall(traits, state, now)
      : undefined;
  }
  if (choice !== 'required' || state.current.length > 0) return undefined;
  const traits = rankTools(state.text, tools)[0]?.traits ?? tools.find((entry) => !entry.writes) ?? tools[0];
  return traits ? forcedCall(traits, state, now) : undefined;
}

function forcedCall(traits: ToolTraits, state: TurnState, now: Date): PlannedCall {
  const { arguments: filled } = fillArguments(traits, state.text, { now, url: knownUrl(state.earlier) });
  return { name: traits.tool.name, arguments: filled };
}

/** Intents that no call of this turn has served yet. */
function openIntents(intents: readonly Intent[], state: TurnState): readonly Intent[] {
  const made = state.current.map((call) => call.name);
  return intents.filter(({ traits }) => {
    const at = made.indexOf(traits.tool.name);
    if (at >= 0) made.splice(at, 1);
    return at < 0;
  });
}

function distinct(calls: readonly PlannedCall[]): readonly PlannedCall[] {
  const keys = calls.map((call) => JSON.stringify(call));
  return calls.filter((_call, index) => keys.indexOf(keys[index] ?? '') === index);
}

function isCall(resolution: Resolution): resolution is Extract<Resolution, { kind: 'call' }> {
  return resolution.kind === 'call';
}

/** Whether this turn made the very same call already; it is not made again, whatever came of it. */
function wasMade(call: PlannedCall, state: TurnState): boolean {
  const key = JSON.stringify(call.arguments);
  return state.current.some((past) => past.name === call.name && JSON.stringify(past.arguments) === key);
}

/** A second hop: after a search with links, reads the first page where the user wants the whole of it. */
function detailCall(state: TurnState, tools: readonly ToolTraits[]): PlannedCall | undefined {
  if (!DETAIL.test(state.text)) return undefined;
  const searched = state.current.filter((call) => !call.output.isError);
  const servers = searched.map((call) => tools.find(({ tool }) => tool.name === call.name)?.server);
  const page = tools.find((traits) => traits.urlParameter !== undefined && servers.includes(traits.server));
  const url = knownUrl(searched);
  if (!page?.urlParameter || url === undefined) return undefined;
  if (state.current.some((call) => call.name === page.tool.name)) return undefined;
  return { name: page.tool.name, arguments: { [page.urlParameter]: url } };
}
