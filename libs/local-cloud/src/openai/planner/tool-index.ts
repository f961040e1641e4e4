/**
 * Full-text relevance of tools to a question (BM25 over names, descriptions and parameters).
 * @module
 */
import MiniSearch from 'minisearch';
import { splitName, stems } from './words.js';
import type { ToolTraits } from './tool-traits.js';

/** Scores every tool against a text; a tool that shares no word is absent. */
export function relevance(text: string, tools: readonly ToolTraits[]): ReadonlyMap<string, number> {
  const index = new MiniSearch<{ id: string; name: string; description: string; parameters: string }>({
    fields: ['name', 'description', 'parameters'],
    tokenize: (value) => [...stems(value)],
    processTerm: (term) => term,
  });
  index.addAll(
    tools.map(({ tool, localName }) => ({
      id: tool.name,
      name: localName,
      description: tool.description,
      parameters: Object.entries(tool.parameters.properties ?? {})
        .map(([name, schema]) => `${splitName(name)} ${schema.description ?? ''}`)
        .join(' '),
    })),
  );
  const found = index.search(text, { boost: { name: 3, description: 1, parameters: 0.5 } });
  return new Map(found.map((hit) => [String(hit.id), hit.score]));
}
