/**
 * Composes the answer: templates around what the tools returned, nothing else.
 * @module
 */
import { isObject } from '../body.js';
import { bestSentences } from './extract.js';
import { explainFailure } from './failure-advice.js';
import type { Intent } from './intents.js';
import type { Language } from './language.js';
import { link, plain, shorten } from './markdown.js';
import { areDocuments, renderCode, renderDocuments, renderEntries } from './render-items.js';
import { renderRecord } from './render-record.js';
import type { Resolution } from './resolve-intent.js';
import { subjectOf } from './subject.js';
import { suggestions } from './suggestions.js';
import { codeOf, listIn } from './tool-output.js';
import type { ToolTraits } from './tool-traits.js';
import type { PastCall, TurnState } from './turn-state.js';
import { wordingOf, type Wording } from './wording.js';
import { splitName } from './words.js';

/** Everything an answer is made from. */
export interface AnswerInput {
  readonly state: TurnState;
  readonly tools: readonly ToolTraits[];
  readonly intents: readonly Intent[];
  /** What became of intents that led to no call. */
  readonly resolutions: readonly Resolution[];
  readonly language: Language;
  /** Whether the answer still has to say that it is made by rules. */
  readonly first: boolean;
}

function titleOfTool(name: string, tools: readonly ToolTraits[]): string {
  const local = tools.find(({ tool }) => tool.name === name)?.localName ?? splitName(name);
  return local.charAt(0).toUpperCase() + local.slice(1);
}

function queryOf(call: PastCall, traits: ToolTraits | undefined, text: string): string {
  const said = traits?.queryParameter === undefined ? undefined : call.arguments[traits.queryParameter];
  return typeof said === 'string' ? said : subjectOf(text);
}

function renderText(text: string, question: string, title: string, say: Wording): string {
  if (text.trim() === '') return say.done(title);
  const heading = /^#\s+(.+)$/m.exec(text)?.[1];
  const best = text.length > 700 ? bestSentences(text, question, 5) : [plain(text)];
  const body = shorten(best.join(' '), 1200);
  return heading ? say.found(link(heading, undefined), body) : `${say.result(title)}\n\n${body}`;
}

function renderFailure(call: PastCall, title: string, language: Language, say: Wording): string {
  const { cause, nextStep, reference } = explainFailure(call.output.value, language);
  const why = [cause, reference && `(${reference})`].filter(Boolean).join(' ');
  return `${say.failed(title)}${why ? `: ${why}` : '.'}\n\n**${say.next}:** ${nextStep}`;
}

function renderCall(call: PastCall, input: AnswerInput, say: Wording): string {
  const traits = input.tools.find(({ tool }) => tool.name === call.name);
  const title = titleOfTool(call.name, input.tools);
  const { value, isError } = call.output;
  if (isError) return renderFailure(call, title, input.language, say);
  const items = listIn(value);
  if (items) {
    const query = queryOf(call, traits, input.state.text);
    if (items.some((item) => codeOf(item) !== undefined)) return renderCode(items, say);
    if (items.length === 0) return traits?.action === 'list' ? say.emptyList : say.nothingFound(plain(query));
    return areDocuments(items)
      ? renderDocuments(items, query, input.state.text, say)
      : renderEntries(items, say);
  }
  if (isObject(value)) return renderRecord(value, title, say);
  return renderText(String(value ?? ''), input.state.text, title, say);
}

function renderOpen(resolution: Resolution, input: AnswerInput, say: Wording): string {
  if (resolution.kind === 'ask') {
    const names = resolution.missing.map((name) => `\`${name}\``).join(', ');
    return say.need(titleOfTool(resolution.traits.tool.name, input.tools), names);
  }
  if (resolution.kind !== 'which') return '';
  const list = renderEntries(resolution.items, say);
  if (resolution.several) return `${say.which}\n\n${list}`;
  return resolution.items.length > 0 ? `${say.noneFits} ${list}` : say.nothingThere;
}

/** A list that was only read to find an item is not shown again beside the item's own result or question. */
function isAuxiliary(call: PastCall, input: AnswerInput): boolean {
  const wanted = input.intents.some(({ traits }) => traits.tool.name === call.name);
  return (
    !wanted && input.intents.some(({ traits }) => traits.writes) && listIn(call.output.value) !== undefined
  );
}

/** Composes the answer in Markdown. */
export function composeAnswer(input: AnswerInput): string {
  const say = wordingOf(input.language);
  const results = input.state.current.filter((call) => call.output.isError || !isAuxiliary(call, input));
  const parts = [
    ...results.map((call) => renderCall(call, input, say)),
    ...input.resolutions.map((resolution) => renderOpen(resolution, input, say)),
  ].filter((part) => part !== '');
  if (parts.length === 0) return suggestions(input.state.text, input.tools, say);
  if (input.first) parts.push(say.madeByRules);
  return parts.join('\n\n');
}
