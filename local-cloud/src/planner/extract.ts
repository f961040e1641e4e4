/** Finds the sentences of a text that answer a question: by the words they share. */
import { plain } from './markdown.js';
import { isJapanese, stems } from '../text/words.js';

/** Characters of a text that are read; a page longer than that says enough in them. */
const READ = 40_000;

/** Sentences of a text, headings and code left out. */
export function sentences(text: string): readonly string[] {
  return text
    .slice(0, READ)
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .split(/\n+/)
    .filter((line) => !/^\s*(?:#|\||---)/.test(line))
    .flatMap((line) => line.split(/(?<=[.!?])(?<!(?:^|\s)\d{1,2}\.)\s+(?=[\p{Lu}\d"“])|(?<=[。！？])/u))
    .map(plain)
    .filter((sentence) => sentence.length > 8);
}

/** How much a text has to do with the terms: the share of terms in it, 0 to 1. */
export function closeness(text: string, terms: readonly string[]): number {
  return terms.length === 0 ? 1 : sharedWords(text, terms) / terms.length;
}

/** A sentence that is not understood without the one before it. */
const POINTS_BACK = /^(?:It|They|This|These|That|Its|Their|He|She)\b|^(?:これ|それ|その)/;

/**
 * The sentences that share most words with the question, in their own order: only such that share any, or the
 * opening ones where none does. `fill`: opening sentences too, until there are `count`.
 */
export function bestSentences(
  text: string,
  question: string,
  count: number,
  fill = false,
): readonly string[] {
  const terms = stems(question);
  const scored = sentences(text).map((sentence, index) => {
    const shared = sharedWords(sentence, terms);
    const facts = /\d/.test(sentence) ? 0.3 : 0;
    const dangling = POINTS_BACK.test(sentence) && index > 0 ? 0.6 : 0;
    return { index, sentence, shared, score: shared + facts - dangling - index * 0.05 };
  });
  const fitting = scored.filter(({ shared }) => shared > 0);
  const chosen = (fitting.length > 0 && !fill ? fitting : scored)
    .toSorted((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, count)
    .toSorted((left, right) => left.index - right.index);
  const indexes = new Set(chosen.map(({ index }) => index));
  const standing = chosen.filter(
    ({ index, sentence }) => index === 0 || !POINTS_BACK.test(sentence) || indexes.has(index - 1),
  );
  return (standing.length > 0 ? standing : chosen).map(({ sentence }) => sentence);
}

function sharedWords(sentence: string, terms: readonly string[]): number {
  const own = new Set(stems(sentence));
  return terms.filter((term) => own.has(term) || (isJapanese(term) && sentence.includes(term))).length;
}
