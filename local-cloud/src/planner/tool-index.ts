/** Full-text relevance of tools to a question (BM25 over names, descriptions and parameters). */
import MiniSearch from 'minisearch';
import type { ToolTraits } from './tool-traits.js';
import { splitName, stems } from '../text/words.js';

interface Entry {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly parameters: string;
}

/** One index per set of tools; a step asks it once per clause. */
const indexes = new WeakMap<readonly ToolTraits[], MiniSearch<Entry>>();

/** Scores tools against a text, by their position in the list; a tool that shares no word is absent. */
export function relevance(text: string, tools: readonly ToolTraits[]): ReadonlyMap<number, number> {
  const index = indexes.get(tools) ?? indexOf(tools);
  indexes.set(tools, index);
  const found = index.search(text, { boost: { name: 3, description: 1, parameters: 0.5 } });
  return new Map(found.map((hit) => [Number(hit.id), hit.score]));
}

function indexOf(tools: readonly ToolTraits[]): MiniSearch<Entry> {
  const index = new MiniSearch<Entry>({
    fields: ['name', 'description', 'parameters'],
    tokenize: (value) => [...stems(value)],
    processTerm: (term) => term,
  });
  index.addAll(
    tools.map(({ tool, localName, description }, id) => ({
      id,
      name: localName,
      description,
      parameters: Object.entries(tool.parameters.properties ?? {})
        .map(([name, schema]) => `${splitName(name)} ${schema.description ?? ''}`)
        .join(' '),
    })),
  );
  return index;
}
