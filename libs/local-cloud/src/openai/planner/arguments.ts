/**
 * Fills a tool's arguments from a clause and the tool's JSON Schema.
 * @module
 */
import type { JsonSchema, ToolArguments } from '../conversation.js';
import { dateIn, firstUrl, idIn, numberIn, resourceUri } from './literals.js';
import { isJapanese, splitName, stem, stems } from './words.js';
import { subjectOf } from './subject.js';
import { takesString, type ToolTraits } from './tool-traits.js';
import { writtenContent } from './written-content.js';

/** What arguments may be taken from, besides the clause. */
export interface ArgumentContext {
  readonly now: Date;
  /** Link of an earlier result, for tools that read a page. */
  readonly url?: string | undefined;
  /** Text that "it" and "that" stand for, for tools that write. */
  readonly referent?: string | undefined;
}

/** Arguments as far as they could be filled, and the required ones that could not. */
export interface FilledArguments {
  readonly arguments: ToolArguments;
  readonly missing: readonly string[];
}

type Filler = (clause: string, traits: ToolTraits, context: ArgumentContext, schema: JsonSchema) => unknown;

const PLACE = /\b(?:in|for|at|near|from|of|to)\s+((?:[A-Z][\p{L}-]+)(?:\s+[A-Z][\p{L}-]+)*)/u;

function placeIn(clause: string): string | undefined {
  if (isJapanese(clause))
    return /^(?:[^、。]*?[、。])?([\p{Script=Han}\p{Script=Katakana}ー]{2,}?)(?:の|は|で)/u.exec(clause)?.[1];
  return PLACE.exec(clause)?.[1];
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\btypescript\b|\bts\b/i, 'typescript'],
  [/\bjavascript\b|\bnode(?:\.js)?\b/i, 'javascript'],
  [/\bpython\b/i, 'python'],
  [/\bc#|\bcsharp\b|(?:^|\s)\.net\b|\bdotnet\b/i, 'csharp'],
  [/\bpowershell\b/i, 'powershell'],
  [/\bazure ?cli\b|\baz cli\b/i, 'azurecli'],
  [/\bjava\b/i, 'java'],
  [/\bgo(?:lang)\b/i, 'go'],
  [/\brust\b/i, 'rust'],
];

/** A title that was said in so many words, beside a text that "it" stands for. */
function spokenTitle(clause: string): string | undefined {
  return /\b(?:titled?|called|named)\b|["“「『]/i.test(clause) ? writtenContent(clause).title : undefined;
}

function headingOf(text: string): string {
  const heading = text.split(/\n|: /)[0] ?? text;
  return heading.length > 60 ? `${heading.slice(0, 59)}…` : heading;
}

const BY_NAME: readonly (readonly [RegExp, Filler])[] = [
  [
    /^(?:q|query|question|search|search_?text|search_?query|keywords?|terms?|prompt|topic|subject_?matter)$/i,
    (clause) => subjectOf(clause) || undefined,
  ],
  [/^(?:resource|resource_?uri|audience|target_?audience)$/i, (clause) => resourceUri(clause)],
  [/(?:^|_)(?:url|uri|link|href)$|Ur[li]$/, (clause, _traits, context) => firstUrl(clause) ?? context.url],
  [
    /^(?:title|heading|summary|headline)$|^subject$/i,
    (clause, _traits, context) =>
      context.referent === undefined
        ? writtenContent(clause).title
        : (spokenTitle(clause) ?? headingOf(context.referent)),
  ],
  [
    /^(?:text|body|content|message|note|description|details|comment)$/i,
    (clause, _traits, context) => context.referent ?? writtenContent(clause).text,
  ],
  [
    /^(?:programming_?)?language$|^lang$/i,
    (clause) => LANGUAGES.find(([pattern]) => pattern.test(clause))?.[1],
  ],
  [/^(?:city|place|location|country|region|town|destination|origin|address)$/i, (clause) => placeIn(clause)],
  [/(?:^|_)(?:e?mail|to|recipient|cc|upn)$/i, (clause) => EMAIL.exec(clause)?.[0]],
  [
    /(?:^|_)(?:date|day|due|on|start|end|from|until)$/i,
    (clause, _traits, context) => dateIn(clause, context.now),
  ],
  [
    /(?:^|_)id$|[a-z]Id$|^(?:key|number|slug|code)$/,
    (clause, traits) => idIn(clause, new Set([...traits.nameStems].map(stem))),
  ],
];

function clamp(value: number, schema: JsonSchema): number {
  return Math.min(Math.max(value, schema.minimum ?? value), schema.maximum ?? value);
}

function typesOf(schema: JsonSchema): readonly string[] {
  const own = schema.type === undefined ? [] : [schema.type].flat();
  return [...own, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(typesOf)];
}

const ENUM_WORDS: Readonly<Record<string, RegExp>> = {
  high: /高|急ぎ|緊急|urgent/i,
  low: /低/,
  medium: /中|普通|normal/i,
  celsius: /摂氏|celsius|°c/i,
  fahrenheit: /華氏|°f/i,
  asc: /昇順|ascending|oldest/i,
  desc: /降順|descending|newest|latest/i,
  open: /未完了|未解決/,
  closed: /完了|解決済/,
};

function enumValue(schema: JsonSchema, clause: string): unknown {
  const lower = clause.toLowerCase();
  const said = new Set(stems(clause));
  return schema.enum?.find((entry) => {
    const text = String(entry).toLowerCase();
    if (ENUM_WORDS[text]?.test(clause)) return true;
    return said.has(stem(text)) || lower.includes(splitName(text).toLowerCase());
  });
}

function typed(name: string, schema: JsonSchema, clause: string, required: boolean): unknown {
  const types = typesOf(schema);
  if (types.includes('number') || types.includes('integer')) {
    const value = numberIn(clause.replace(/https?:\S+|\d{4}-\d{2}-\d{2}/g, ' '));
    if (value !== undefined) return clamp(types.includes('integer') ? Math.round(value) : value, schema);
    return required ? (schema.default ?? schema.minimum) : undefined;
  }
  if (types.includes('boolean')) return required ? (schema.default ?? false) : undefined;
  if (types.includes('array') && required) {
    const items = subjectOf(clause)
      .split(/\s*(?:,|、|\band\b|と)\s*/)
      .filter(Boolean);
    return schema.items === undefined || takesString(schema.items) ? items : undefined;
  }
  return types.includes('object') && required ? {} : schema.const;
}

function fillOne(
  name: string,
  schema: JsonSchema,
  clause: string,
  traits: ToolTraits,
  context: ArgumentContext,
): unknown {
  const required = traits.tool.parameters.required?.includes(name) ?? false;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return enumValue(schema, clause) ?? (required ? schema.default : undefined);
  if (!takesString(schema)) return typed(name, schema, clause, required);
  const filler = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  const value = filler?.(clause, traits, context, schema);
  if (value !== undefined && value !== '') return value;
  if (!required) return undefined;
  if (schema.default !== undefined) return schema.default;
  const only = (traits.tool.parameters.required ?? []).length === 1 && filler === undefined;
  return only ? subjectOf(clause) || undefined : undefined;
}

/** Whether an optional search text should narrow a list: only when the clause says what about. */
function narrows(clause: string): boolean {
  return /\b(?:about|regarding|containing|mention\w*|matching|with|for|named|called)\b|について|に関する|["“「]/i.test(
    clause,
  );
}

/** Fills the arguments; optional ones only where the clause says something about them. */
export function fillArguments(traits: ToolTraits, clause: string, context: ArgumentContext): FilledArguments {
  const required = new Set(traits.tool.parameters.required ?? []);
  const filled: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(traits.tool.parameters.properties ?? {})) {
    if (!required.has(name) && name === traits.queryParameter && traits.action === 'list' && !narrows(clause))
      continue;
    const value = fillOne(name, schema, clause, traits, context);
    if (value !== undefined) filled[name] = value;
  }
  return { arguments: filled, missing: [...required].filter((name) => filled[name] === undefined) };
}
