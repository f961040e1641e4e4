/** Fills a tool's arguments from a clause and the tool's JSON Schema. */
import type { JsonSchema, ToolArguments } from './conversation.js';
import { numberIn } from './literals.js';
import { splitName, stem, stems } from '../text/words.js';
import { subjectOf } from './subject.js';
import { takesString, type ToolTraits } from './tool-traits.js';
import { fillerFor, type ArgumentContext } from './fillers.js';

/** Arguments as far as they could be filled, and the required ones that could not. */
export interface FilledArguments {
  readonly arguments: ToolArguments;
  readonly missing: readonly string[];
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

const COUNT_NAME = /^(?:top|limit|count|max|size|num|days|n)|(?:limit|count|results|size)$/i;

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

/** Whether an optional search text should narrow a list: only when the clause says what about. */
function narrows(clause: string): boolean {
  return /\b(?:about|regarding|containing|mention\w*|matching|with|for|named|called)\b|について|に関する|["“「]/i.test(
    clause,
  );
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
  if (!takesString(schema))
    return typed(schema, clause, required, required || name === countParameter(traits));
  const filler = fillerFor(name);
  const value = filler?.(clause, traits, context);
  if (value !== undefined && value !== '') return value;
  if (!required) return undefined;
  if (schema.default !== undefined) return schema.default;
  const only = (traits.tool.parameters.required ?? []).length === 1 && filler === undefined;
  return only ? subjectOf(clause) || undefined : undefined;
}

function enumValue(schema: JsonSchema, clause: string): unknown {
  const lower = clause.toLowerCase();
  const said = new Set(stems(clause));
  return schema.enum?.find((entry) => {
    const text = String(entry).toLowerCase();
    if (ENUM_WORDS[text]?.test(clause)) return true;
    return said.has(stem(text)) || lower.includes(splitName(text).toLowerCase());
  });
}

function typed(schema: JsonSchema, clause: string, required: boolean, counts: boolean): unknown {
  const types = typesOf(schema);
  if (types.includes('number') || types.includes('integer')) {
    const value = numberIn(clause.replace(/https?:\S+|\d{4}-\d{2}-\d{2}/g, ' '));
    if (value !== undefined && counts)
      return clamp(types.includes('integer') ? Math.round(value) : value, schema);
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

function typesOf(schema: JsonSchema): readonly string[] {
  const own = schema.type === undefined ? [] : [schema.type].flat();
  return [...own, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(typesOf)];
}

function clamp(value: number, schema: JsonSchema): number {
  return Math.min(Math.max(value, schema.minimum ?? value), schema.maximum ?? value);
}

/** The optional number that a number in the clause belongs to: one that counts, else the first. */
function countParameter(traits: ToolTraits): string | undefined {
  const numbers = Object.entries(traits.tool.parameters.properties ?? {})
    .filter(([, schema]) => typesOf(schema).some((type) => type === 'number' || type === 'integer'))
    .map(([name]) => name);
  return numbers.find((name) => COUNT_NAME.test(name)) ?? numbers[0];
}
