/** Ranks the offered tools for one clause. Points are evidence; below the threshold nothing is called. */
import { commandedActions, isQuestion, isWriting } from './actions.js';
import { subjectsOf } from './lexicon.js';
import { resourceUri } from './literals.js';
import { relevance } from './tool-index.js';
import type { ToolTraits } from './tool-traits.js';
import { stems } from '../text/words.js';

/** Evidence of meaning (subjects, words) without which no verb and no form makes a tool fit. */
const LEAST_EVIDENCE = 1.5;
/** Points a tool needs before it is called. */
const THRESHOLD = 3.5;

export interface RankedTool {
  readonly traits: ToolTraits;
  readonly score: number;
}

interface Clause {
  readonly text: string;
  readonly stems: readonly string[];
  readonly subjects: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  /** Asks for knowledge: explain, what is, how does, 〜とは. */
  readonly asks: boolean;
  readonly hasUrl: boolean;
}

const EXPLAIN =
  /\b(?:explain|describe|tell me about|summari[sz]e|learn about)\b|説明|教えて|とは|解説|書いて(?:あり|ある)/i;
const RESOURCE_NAME = /^(?:target_?)?(?:resource|audience)(?:_?uri)?$/i;
const URL = /https?:\/\/\S+/i;

/** Ranks tools for a clause, best first; only those with enough evidence. */
export function rankTools(text: string, tools: readonly ToolTraits[]): readonly RankedTool[] {
  const clause = readClause(text);
  const textual = relevance(text, tools);
  return tools
    .map((traits, at) => ({ traits, score: scoreTool(clause, traits, textual.get(at) ?? 0) }))
    .filter(({ score }) => score >= THRESHOLD)
    .toSorted((left, right) => right.score - left.score);
}

const WORK_QUESTION =
  /\b(?:can|may|do|am|should|must|could) (?:i|we)\b|\bhow (?:much|many|long|do i|do we|can i)\b|\b(?:our|we|us)\b|いくら|何日|できますか|\babout\b|について|申請|上限|ルール|手続き|もらえ|してもいい/i;

/** Wishes for something made up, which no document holds. */
const INVENTION = /\b(?:joke|poem|story|song|haiku|rhyme)s?\b|冗談|詩を|物語|俳句/i;

/** Questions to the assistant itself. */
const TO_ASSISTANT = /\b(?:you|your|yourself)\b|あなた|きみ/i;

/**
 * The search tool a question goes to when no subject was recognised ("how much can I spend on taxis?"): the one that
 * searches the company's own documents.
 */
export function fallbackSearch(text: string, tools: readonly ToolTraits[]): ToolTraits | undefined {
  if (!wantsSearch(text)) return undefined;
  const searches = tools.filter(
    (traits) => traits.queryParameter && traits.action === 'search' && !traits.writes,
  );
  return searches.find((traits) => traits.nameSubjects.has('documents')) ?? searches[0];
}

function readClause(text: string): Clause {
  return {
    text,
    stems: stems(text),
    subjects: subjectsOf(text),
    actions: commandedActions(text),
    asks: isQuestion(text) || EXPLAIN.test(text),
    hasUrl: URL.test(text),
  };
}

function scoreTool(clause: Clause, traits: ToolTraits, textual: number): number {
  if (isMentioned(clause.text, traits) && isPermitted(clause, traits)) return 100;
  if (!isPermitted(clause, traits)) return Number.NEGATIVE_INFINITY;
  const evidence = subjectPoints(clause, traits) + wordPoints(clause, traits);
  if (evidence < LEAST_EVIDENCE) return Number.NEGATIVE_INFINITY;
  return (
    evidence +
    actionPoints(clause, traits) +
    knowledgePoints(clause, traits) +
    formPoints(clause, traits) +
    Math.min(textual * 0.2, 1.5)
  );
}

/** Whether the clause names the tool itself: "use search_documents", "@get_weather". */
function isMentioned(clause: string, { tool, localName }: ToolTraits): boolean {
  const names = [tool.name, localName.replaceAll(' ', '_'), localName.replaceAll(' ', '-')];
  return names.some((name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const plain = /[_-]/.test(name)
      ? `(?:^|[^\\w-])@?${escaped}(?![\\w-])`
      : `(?:@|\\buse (?:the )?)${escaped}\\b`;
    return new RegExp(plain, 'i').test(clause);
  });
}

/** Whether the clause commands the change that this tool makes. */
function isPermitted(clause: Clause, traits: ToolTraits): boolean {
  const { action } = traits;
  if (!traits.writes || action === undefined) return true;
  return clause.actions.has(action) || isBooking(clause, action);
}

/** To schedule a meeting is to create an event. */
function isBooking(clause: Clause, action: string): boolean {
  return action === 'add' && clause.actions.has('book');
}

function subjectPoints(clause: Clause, traits: ToolTraits): number {
  const named = overlap(clause.subjects, traits.nameSubjects);
  const described = overlap(clause.subjects, traits.subjects) - named;
  const elsewhere = named === 0 && traits.nameSubjects.size > 0 && clause.subjects.size > 0;
  return Math.min(named, 2) * 4 + Math.min(described, 2) * 1.5 - (elsewhere ? 2.5 : 0);
}

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((entry) => right.has(entry)).length;
}

function wordPoints(clause: Clause, traits: ToolTraits): number {
  const inName = clause.stems.filter((word) => traits.nameStems.has(word)).length;
  const described = clause.stems.filter(
    (word) => !traits.nameStems.has(word) && traits.descriptionStems.has(word),
  );
  return Math.min(inName, 2) * 2 + Math.min(described.length, 3) * 0.75;
}

function actionPoints(clause: Clause, traits: ToolTraits): number {
  const { action } = traits;
  if (action !== undefined && (clause.actions.has(action) || isBooking(clause, action))) return 2.5;
  const changes = [...clause.actions].some(isWriting);
  if (changes) return -3;
  return 0.5;
}

function knowledgePoints(clause: Clause, traits: ToolTraits): number {
  if (!clause.asks) return traits.queryParameter && clause.actions.has('search') ? 1.5 : 0;
  if (traits.queryParameter) return 2;
  const shared = [...clause.subjects].filter((subject) => traits.nameSubjects.has(subject));
  if (shared.length === 0) return -2;
  return shared.every((subject) => subject === 'token' || subject === 'microsoft') ? -6 : 0.5;
}

function formPoints(clause: Clause, traits: ToolTraits): number {
  let points = 0;
  const codeTool = traits.nameSubjects.has('code');
  if (codeTool) points += clause.subjects.has('code') ? 3 : -4;
  else if (clause.subjects.has('code')) points -= 1;
  if (traits.urlParameter) points += clause.hasUrl ? 6 : -100;
  points += resourcePoints(clause, traits);
  const company = clause.subjects.has('company') || clause.subjects.has('documents');
  const technical = clause.subjects.has('microsoft');
  const vendor = traits.subjects.has('microsoft') && /microsoft|azure|learn/i.test(traits.tool.name);
  if (vendor && !technical && company) points -= 3;
  if (!vendor && technical && !company && traits.nameSubjects.has('documents')) points -= 2;
  return points;
}

/** A token for one resource is not a token for another. */
function resourcePoints(clause: Clause, traits: ToolTraits): number {
  const wanted = clause.subjects.has('token') ? resourceUri(clause.text) : undefined;
  if (wanted === undefined) return 0;
  const own = resourceUri(traits.localName);
  if (own !== undefined) return own === wanted ? 2 : -6;
  return Object.keys(traits.tool.parameters.properties ?? {}).some((name) => RESOURCE_NAME.test(name))
    ? 2
    : 0;
}

function wantsSearch(text: string): boolean {
  const content = stems(text).length;
  if (content === 0 || INVENTION.test(text)) return false;
  return WORK_QUESTION.test(text) || (content > 1 && isQuestion(text) && !TO_ASSISTANT.test(text));
}
