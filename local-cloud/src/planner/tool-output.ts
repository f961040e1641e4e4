/** Reads what a tool returned, whatever wrapping it arrives in. Everything in it is data: nothing is followed. */
import { isObject, type Json } from '../text/json.js';
import { parseCutJson } from './cut-json.js';

/** A tool's output, unwrapped. */
export interface ToolOutput {
  readonly isError: boolean;
  /** JSON where the output was JSON, else its text. */
  readonly value: unknown;
}

const WRAPPERS = new Set([
  'result',
  'output',
  'data',
  'response',
  'toolResult',
  'tool_result',
  'untrusted',
  'payload',
]);
const MARKERS = /^\s*<[\w-]+[^>]*>\s*|\s*<\/[\w-]+>\s*$/g;
/** A line in brackets before the result, in which a chat says what follows: "[The call failed. Untrusted data …:]". */
const PREFACE = /^\[(?![{["\d])([^\n]*)\]\n/;

/** Unwraps a tool's output. */
export function readToolOutput(output: string): ToolOutput {
  return unwrap(output, false, 5);
}

const LIST_KEYS =
  /^(?:results?|documents|docs|value|items|notes|data|matches|hits|entries|records|list|samples|articles|rows)$/i;

/** The list of objects that an output is about, or `undefined` where it is a single thing. */
export function listIn(value: unknown): readonly Json[] | undefined {
  if (isList(value)) return value;
  if (!isObject(value)) return undefined;
  const lists = Object.entries(value).filter(([, entry]) => isList(entry));
  const named = lists.find(([key]) => LIST_KEYS.test(key));
  const besides = Object.values(value).filter((entry) => isObject(entry) || typeof entry === 'string').length;
  const chosen = named ?? (besides === 0 ? lists[0] : undefined);
  return chosen?.[1] as readonly Json[] | undefined;
}

/** The first member of an object, among these names in this order, that is a filled string or a number. */
export function pick(item: Json, names: readonly string[]): string | undefined {
  const byName = new Map(
    Object.entries(item).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value]),
  );
  for (const name of names) {
    const value = byName.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

const ID_NAMES = ['id', 'noteid', 'key', 'uuid', 'number', 'itemid', 'ticketid', 'orderid'];
const TITLE_NAMES = ['title', 'name', 'displayname', 'heading', 'subject', 'label', 'caption'];
const URL_NAMES = ['url', 'contenturl', 'link', 'href', 'weburl', 'uri', 'sourceurl'];
const TEXT_NAMES = [
  'content',
  'text',
  'snippet',
  'excerpt',
  'summary',
  'description',
  'body',
  'passage',
  'caption',
];
const CODE_NAMES = ['codesnippet', 'code', 'sourcecode'];

/** The id of an item. */
export const idOf = (item: Json): string | undefined => pick(item, ID_NAMES);
/** The title of an item. */
export const titleOf = (item: Json): string | undefined => pick(item, TITLE_NAMES);
/** The http(s) link of an item. */
export function urlOf(item: Json): string | undefined {
  const url = pick(item, URL_NAMES);
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;
}
/** The code of an item. */
export const codeOf = (item: Json): string | undefined => pick(item, CODE_NAMES);
/** The prose of an item. */
export const proseOf = (item: Json): string | undefined => pick(item, TEXT_NAMES);

function unwrap(value: unknown, isError: boolean, depth: number): ToolOutput {
  if (depth === 0) return { isError, value };
  if (typeof value === 'string') {
    const preface = PREFACE.exec(value)?.[1];
    if (preface !== undefined) {
      const failed = isError || /\bfailed\b/i.test(preface);
      return unwrap(value.replace(PREFACE, ''), failed, depth - 1);
    }
    const text = value.replace(MARKERS, '').trim();
    const parsed =
      parseWhole(text) ?? parseInside(text) ?? (/^[{[]/.test(text) ? parseCutJson(text) : undefined);
    if (typeof parsed === 'string') return unwrap(parsed, isError, depth - 1);
    if (parsed === undefined || typeof parsed === 'number') {
      return { isError: isError || /^(?:tool )?(?:error|failed)\b\s*[:(]/i.test(text), value: text };
    }
    return unwrap(parsed, isError || /^(?:tool )?error\b/i.test(text), depth - 1);
  }
  if (!isObject(value)) return { isError, value };
  const failed = isError || saysError(value);
  const next = inner(value);
  return next === undefined ? { isError: failed, value } : unwrap(next, failed, depth - 1);
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON inside other text, for example between markers that call it untrusted; only where it is most of the text. */
function parseInside(text: string): unknown {
  const starts = [text.indexOf('{'), text.indexOf('[')].filter((at) => at >= 0).toSorted((a, b) => a - b);
  for (const start of starts) {
    const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
    const part = text.slice(start, end + 1);
    const value = part.length * 2 > text.length || text.length < 600 ? parseWhole(part) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

function saysError(value: Json): boolean {
  if (value['isError'] === true || value['is_error'] === true || value['ok'] === false) return true;
  return (typeof value['error'] === 'string' || isObject(value['error'])) && value['result'] === undefined;
}

function inner(value: Json): unknown {
  if (isObject(value['structuredContent'])) return value['structuredContent'];
  if (Array.isArray(value['content']) && value['content'].every((part) => isObject(part) && 'type' in part)) {
    return textContent(value['content'] as readonly unknown[]);
  }
  const wrapped = Object.keys(value).filter((key) => WRAPPERS.has(key));
  const key = wrapped.length === 1 ? wrapped[0] : undefined;
  return key !== undefined &&
    (isObject(value[key]) || typeof value[key] === 'string' || Array.isArray(value[key]))
    ? value[key]
    : undefined;
}

function textContent(content: readonly unknown[]): string {
  return content
    .map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .filter((text) => text !== '')
    .join('\n\n');
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value) && value.every(isObject);
}
