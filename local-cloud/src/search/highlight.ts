/** Hit highlighting: the passages of a field that hold a word of the query, with the words marked. */
import { stem, stems, words } from '../text/words.js';
import type { HandbookDocument } from './handbook-document.js';

/** Marked passages for each of these fields; fields without a hit are left out. */
export function highlight(
  document: HandbookDocument,
  search: string,
  fields: readonly string[],
  tags: readonly [string, string],
): Record<string, readonly string[]> {
  const terms = new Set(stems(search));
  const entries = fields.map((field) => {
    const value = String(document[field as keyof HandbookDocument]);
    const passages = value
      .split(/\n\n|(?<=[。.])\s*/)
      .filter((part) => words(part).some((word) => terms.has(stem(word))));
    return [field, passages.slice(0, 5).map((passage) => mark(passage, terms, tags))] as const;
  });
  return Object.fromEntries(entries.filter(([, passages]) => passages.length > 0));
}

function mark(passage: string, terms: ReadonlySet<string>, [open, close]: readonly [string, string]): string {
  const hits = [...new Set(words(passage))].filter((word) => terms.has(stem(word)));
  return hits
    .toSorted((left, right) => right.length - left.length)
    .reduce((marked, word) => marked.replaceAll(word, `${open}${word}${close}`), passage);
}
