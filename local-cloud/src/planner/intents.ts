/** Turns a message into intents: which tool for which clause. */
import { isQuestion } from './actions.js';
import { certainClauses, possibleHalves } from './clauses.js';
import { fallbackSearch, rankTools } from './rank.js';
import type { ToolTraits } from './tool-traits.js';
import type { TurnState } from './turn-state.js';
import { contentWords } from '../text/words.js';

/** One thing the user wants, and the tool that serves it. */
export interface Intent {
  readonly clause: string;
  readonly traits: ToolTraits;
}

/** Score from which a tool is believed although the message reads like a follow-up. */
const CERTAIN = 6;

const FOLLOW_UP =
  /^(?:and|what about|how about|and what about|and for|now|ok,? and|same for)\b|^(?:では|それでは|じゃあ|あと|ちなみに)|(?:は|については|の場合は)(?:どうですか|どう|いかがですか)?[？?]?$/i;

const MORE =
  /\b(?:more|details?|elaborate|go on|full (?:text|article)|read it|open it)\b|詳しく|もっと|続き|全文/i;

const LEAVES_IT =
  /^\s*(?:no\b|nope|never ?mind|cancel|stop|forget it|nothing|none|thanks?|thank you|ok(?:ay)?\s*[.!]?$|hello|hi\b|いいえ|やめ|キャンセル|ありがとう|なし)/i;

/** Reads the intents of the last message, in its order and without repeats. */
export function intentsOf(state: TurnState, tools: readonly ToolTraits[]): readonly Intent[] {
  const followed = followUp(state, tools);
  if (followed.length > 0) return followed;
  const clauses = certainClauses(state.text);
  const found = clauses.flatMap((clause) => resolve(clause, tools, 2));
  const unique = found.filter(
    (intent, index) =>
      found.findIndex((other) => other.traits === intent.traits && other.clause === intent.clause) === index,
  );
  if (unique.length > 0) return unique;
  const answered = completed(state, tools);
  if (answered.length > 0) return answered;
  const more = moreOf(state, tools);
  if (more.length > 0) return more;
  const fallback = fallbackSearch(state.text, tools);
  return fallback ? [{ clause: state.text, traits: fallback }] : [];
}

function followUp(state: TurnState, tools: readonly ToolTraits[]): readonly Intent[] {
  if (!FOLLOW_UP.test(state.text.trim()) || contentWords(opener(state.text)).length === 0) return [];
  if ((rankTools(state.text, tools)[0]?.score ?? 0) >= CERTAIN) return [];
  const names = state.earlier.map((call) => call.name).toReversed();
  const traits = names
    .map((name) => tools.find((entry) => entry.tool.name === name))
    .find((entry) => entry?.queryParameter !== undefined && !entry.writes);
  return traits ? [{ clause: opener(state.text), traits }] : [];
}

function opener(text: string): string {
  return text.replace(
    /^(?:ok,?\s+)?(?:and\s+)?(?:what about|how about|and for|same for|and|now)\s+(?:(?:on|for|about|with|in)\s+)?/i,
    '',
  );
}

function resolve(clause: string, tools: readonly ToolTraits[], depth: number): readonly Intent[] {
  const best = rankTools(clause, tools)[0]?.traits;
  const halves = best?.writes || depth === 0 ? undefined : possibleHalves(clause);
  const [left, right] = halves?.map((half) => rankTools(half, tools)[0]?.traits) ?? [];
  if (halves && left && right && left !== right) {
    return halves.flatMap((half) => resolve(half, tools, depth - 1));
  }
  return best ? [{ clause, traits: best }] : [];
}

/**
 * The change that the previous message wanted and that still lacked something, together with this message, which
 * is taken for the missing part ("Delete a note", "Which one?", "The first one").
 */
function completed(state: TurnState, tools: readonly ToolTraits[]): readonly Intent[] {
  const { previous } = state;
  if (!previous || contentWords(state.text).length > 12 || isQuestion(state.text)) return [];
  if (LEAVES_IT.test(state.text)) return [];
  const open = certainClauses(previous.text)
    .flatMap((clause) => resolve(clause, tools, 0))
    .find(({ traits }) => traits.writes && !previous.calls.includes(traits.tool.name));
  return open
    ? [{ clause: `${open.clause.replace(/[.。!！]+$/, '')} ${state.text}`, traits: open.traits }]
    : [];
}

/** "Tell me more" after a search that gave links: the tool that reads a page. */
function moreOf(state: TurnState, tools: readonly ToolTraits[]): readonly Intent[] {
  if (!MORE.test(state.text) || state.earlier.length === 0 || contentWords(state.text).length > 4) return [];
  const servers = state.earlier.map((call) => tools.find(({ tool }) => tool.name === call.name)?.server);
  const page = tools.find((traits) => traits.urlParameter && servers.includes(traits.server));
  return page ? [{ clause: state.text, traits: page }] : [];
}
