/** Finds the thing a clause means ("my note about Berlin", "the second one", "it") among items that tools returned. */
import { isObject, type Json } from '../text/json.js';
import { ordinalIn } from './literals.js';
import { subjectOf } from './subject.js';
import { idOf, proseOf, titleOf } from './tool-output.js';
import { isWriting } from './actions.js';
import type { ToolTraits } from './tool-traits.js';
import { knownItems, type PastCall, type TurnState } from './turn-state.js';
import { stems } from '../text/words.js';

const ID_PARAMETER = /(?:^|_)id$|[a-z]Id$|^(?:key|number|uuid)$/;

/** The required parameter that names the item, if the tool has one. */
export function idParameter(traits: ToolTraits): string | undefined {
  return traits.tool.parameters.required?.find((name) => ID_PARAMETER.test(name));
}

/** The tool of the same server that lists what `traits` works on. */
export function listerFor(traits: ToolTraits, tools: readonly ToolTraits[]): ToolTraits | undefined {
  const about = (entry: ToolTraits): boolean =>
    [...entry.nameSubjects].some((subject) => traits.nameSubjects.has(subject)) ||
    [...entry.nameStems].some((word) => traits.nameStems.has(word));
  const candidates = tools.filter((entry) => {
    const needs = (entry.tool.parameters.required ?? []).filter((name) => name !== entry.queryParameter);
    return (
      entry !== traits &&
      entry.server === traits.server &&
      !isWriting(entry.action) &&
      !needs.length &&
      about(entry)
    );
  });
  return (
    candidates.find((entry) => entry.action === 'list') ?? candidates.find((entry) => entry.action !== 'get')
  );
}

const REFERS = /\b(?:it|that|this|that one|this one|that note|this note)\b|それ|これ|そのメモ|このメモ/i;

/** What the search for the item came to: found, several that fit, none, or nothing known to search in. */
export type Identified =
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'several' | 'none'; readonly items: readonly Json[] }
  | { readonly kind: 'unknown' };

const KIND_WORDS =
  /\b(?:notes?|memos?|reminders?|delete|remove|erase|item|entry|one|all)\b|メモ|ノート|削除|消し|消/gi;

/** Finds the id of the item that a clause means. */
export function identify(
  clause: string,
  state: TurnState,
  traits: ToolTraits,
  lister: ToolTraits | undefined,
): Identified {
  const calls = [...state.earlier, ...state.current];
  const ordinal = ordinalIn(clause);
  const topic = stems(subjectOf(clause).replace(KIND_WORDS, ' '));
  const fresh = lister ? knownItems(state.current, (name) => name === lister.tool.name) : [];
  const asked = lister !== undefined && state.current.some((call) => call.name === lister.tool.name);
  if (ordinal === undefined && topic.length === 0 && REFERS.test(clause)) {
    const id = createdId(calls, traits.server);
    if (id !== undefined) return { kind: 'found', id };
  }
  const items = fresh.length > 0 ? fresh : knownItems(calls, (name) => name === lister?.tool.name);
  if (ordinal !== undefined && items.length > 0) {
    const id = idOf(items.at(ordinal) ?? {});
    if (id !== undefined) return { kind: 'found', id };
  }
  if (topic.length === 0 && asked) {
    const single = items.length === 1 ? idOf(items[0] ?? {}) : undefined;
    if (single !== undefined) return { kind: 'found', id: single };
    return items.length > 1 ? { kind: 'several', items } : { kind: 'none', items };
  }
  const matching = bestByTopic(items, topic, leastWords(clause, topic));
  const only = matching.length === 1 ? idOf(matching[0] ?? {}) : undefined;
  if (only !== undefined) return { kind: 'found', id: only };
  if (!asked) return { kind: 'unknown' };
  return matching.length > 1 ? { kind: 'several', items: matching } : { kind: 'none', items };
}

function createdId(calls: readonly PastCall[], server: string): string | undefined {
  for (const call of calls.toReversed()) {
    const { value, isError } = call.output;
    if (isError || !isObject(value) || !call.name.startsWith(server)) continue;
    const inner = Object.values(value).find(
      (entry): entry is Json => isObject(entry) && idOf(entry) !== undefined,
    );
    const id = idOf(value) ?? (inner && idOf(inner));
    if (id !== undefined) return id;
  }
  return undefined;
}

function bestByTopic(items: readonly Json[], topic: readonly string[], least: number): readonly Json[] {
  const scored = items.map((item) => {
    const title = new Set(stems(titleOf(item) ?? ''));
    const prose = new Set(stems(proseOf(item) ?? ''));
    const inTitle = topic.filter((word) => title.has(word)).length;
    const shared = topic.filter((word) => title.has(word) || prose.has(word)).length;
    return { item, shared, points: shared + inTitle };
  });
  const fitting = scored.filter(({ shared }) => shared > 0 && shared >= least);
  const best = Math.max(0, ...fitting.map(({ points }) => points));
  return fitting.filter(({ points }) => points === best).map(({ item }) => item);
}

/** Words of the topic an item must have: all where it was named, half where it was described. */
function leastWords(clause: string, topic: readonly string[]): number {
  const named = /["“「『]|\b(?:called|titled|named)\b|という/i.test(clause);
  return named ? topic.length : Math.ceil(topic.length / 2);
}
