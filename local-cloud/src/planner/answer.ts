/** Composes the answer: templates around what the tools returned, nothing else. */
import { isObject, type Json } from '../text/json.js';
import { isAuxiliary } from './auxiliary.js';
import { explainFailure } from './failure-advice.js';
import type { Intent } from './intents.js';
import type { Language } from '../text/language.js';
import { plain } from './markdown.js';
import { areDocuments, renderCode, renderDocuments, renderEntries } from './render-items.js';
import { renderRecord } from './render-record.js';
import { renderText } from './render-text.js';
import type { Resolution } from './resolve-intent.js';
import { subjectOf } from './subject.js';
import { suggestions } from './suggestions.js';
import { codeOf, listIn } from './tool-output.js';
import { toolTitle, type ToolTraits } from './tool-traits.js';
import type { PastCall, TurnState } from './turn-state.js';
import { isNothingFound, wordingOf, type Wording } from './wording.js';
import { splitName } from '../text/words.js';

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

/** Rows of a table that is not the only thing in the answer. */
const ROWS_AMONG_OTHERS = 5;

/** Composes the answer in Markdown. */
export function composeAnswer(input: AnswerInput): string {
  const say = wordingOf(input.language);
  const results = input.state.current.filter(
    (call) => call.output.isError || !isAuxiliary(call, input.state.current, input.tools, input.intents),
  );
  const parts = [
    ...results.map((call) => renderCall(call, input, say)),
    ...input.resolutions.map((resolution) => renderOpen(resolution, input, say)),
  ].filter((part) => part !== '');
  if (parts.length === 0) return suggestions(input.state.text, input.tools, say);
  const [only = ''] = parts;
  if (parts.length === 1 && isNothingFound(only, say)) {
    return [only, suggestions(input.state.text, input.tools, say, say.onlyTools)].join('\n\n');
  }
  if (input.first) parts.push(say.madeByRules);
  return parts.join('\n\n');
}

function renderCall(call: PastCall, input: AnswerInput, say: Wording): string {
  const traits = input.tools.find(({ tool }) => tool.name === call.name);
  const title = titleOfTool(call.name, input.tools);
  const { value, isError } = call.output;
  if (isError) return renderFailure(call, title, traits?.writes ?? false, input.language, say);
  const items = listIn(value);
  const question = input.state.text;
  if (items) return renderList(call, items, input, say);
  if (isObject(value)) {
    const rows = input.state.current.length > 1 ? ROWS_AMONG_OTHERS : undefined;
    return renderRecord(
      value,
      { title, question, wrote: traits?.writes ?? false, action: traits?.action, rows },
      say,
    );
  }
  const url = traits?.urlParameter === undefined ? undefined : call.arguments[traits.urlParameter];
  return renderText(asText(value), { question, title, url: typeof url === 'string' ? url : undefined }, say);
}

function titleOfTool(name: string, tools: readonly ToolTraits[]): string {
  const local = tools.find(({ tool }) => tool.name === name)?.localName ?? splitName(name);
  return toolTitle(local);
}

function renderFailure(
  call: PastCall,
  title: string,
  writes: boolean,
  language: Language,
  say: Wording,
): string {
  const { cause, declined, nextStep, reference } = explainFailure(call.output.value, language);
  if (declined) return writes ? say.declined : say.notDone;
  const why = [cause, reference && `(${reference})`].filter(Boolean).join(' ');
  const what = `${say.failed(title)}${cause ? `: ${why}` : why ? ` ${why}.` : '.'}`;
  return nextStep ? `${what}\n\n**${say.next}:** ${nextStep}` : what;
}

function renderList(call: PastCall, items: readonly Json[], input: AnswerInput, say: Wording): string {
  const traits = input.tools.find(({ tool }) => tool.name === call.name);
  const query = queryOf(call, traits, input.state.text);
  const guest = isObject(call.output.value) && call.output.value['askedAs'] === 'guest';
  const nothing = guest ? say.nothingForGuest(plain(query)) : say.nothingFound(plain(query));
  if (items.some((item) => codeOf(item) !== undefined)) return renderCode(items, say);
  if (items.length === 0) return traits?.action === 'list' ? say.emptyList : nothing;
  if (!areDocuments(items)) return renderEntries(items, say);
  const found = renderDocuments(items, query, input.state.text, say);
  if (found === undefined) return nothing;
  return guest ? `${found}\n\n${say.asGuest}` : found;
}

function queryOf(call: PastCall, traits: ToolTraits | undefined, text: string): string {
  const said = traits?.queryParameter === undefined ? undefined : call.arguments[traits.queryParameter];
  return typeof said === 'string' ? said : subjectOf(text);
}

/** Text of a result that is neither an object nor a list of objects. */
function asText(value: unknown): string {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list
    .filter((entry) => typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean')
    .map(String)
    .join('\n');
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
