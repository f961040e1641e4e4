/**
 * Renders lists that tools return: documents with quotes and links, code samples, plain entries.
 * @module
 */
import type { Json } from '../body.js';
import { bestSentences, closeness } from './extract.js';
import { fence, link, plain, shorten } from './markdown.js';
import { codeOf, idOf, proseOf, titleOf, urlOf } from './tool-output.js';
import type { Wording } from './wording.js';
import { stems } from './words.js';

const MAX_DOCUMENTS = 3;
const MAX_ENTRIES = 10;

function documentLine(item: Json, question: string): string {
  const quote = bestSentences(proseOf(item) ?? '', question, 1)[0];
  const heading = link(titleOf(item) ?? urlOf(item) ?? idOf(item) ?? '…', urlOf(item));
  return quote ? `- ${heading}: ${shorten(quote, 280)}` : `- ${heading}`;
}

function isNear(item: Json, terms: readonly string[]): boolean {
  return closeness(`${titleOf(item) ?? ''} ${proseOf(item) ?? ''}`, terms) > 0;
}

/** Renders search results: the best sentence first, then the documents with a quote and a link each. */
export function renderDocuments(
  items: readonly Json[],
  query: string,
  question: string,
  say: Wording,
): string {
  const terms = stems(query);
  const near = items.filter((item) => isNear(item, terms));
  const shown = (near.length > 0 ? near : []).slice(0, MAX_DOCUMENTS);
  const best = shown[0];
  if (!best) return say.nothingFound(plain(query));
  const lead = bestSentences(proseOf(best) ?? '', `${query} ${question}`, 2).join(' ');
  const title = link(titleOf(best) ?? '…', urlOf(best));
  const lines = shown.map((item) => documentLine(item, query));
  return [lead ? say.found(title, shorten(lead, 420)) : '', `${say.sources}\n\n${lines.join('\n')}`]
    .filter(Boolean)
    .join('\n\n');
}

/** Renders code samples: the first in full, the others as links. */
export function renderCode(items: readonly Json[], say: Wording): string {
  const samples = items.filter((item) => codeOf(item) !== undefined);
  const [first, ...others] = samples;
  if (!first) return say.emptyList;
  const title = (item: Json): string => titleOf(item) ?? proseOf(item) ?? '…';
  const language = typeof first['language'] === 'string' ? first['language'] : '';
  const more = others.slice(0, 2).map((item) => `- ${link(shorten(plain(title(item)), 100), urlOf(item))}`);
  return [
    say.codeFor(link(shorten(plain(title(first)), 140), urlOf(first))),
    fence(codeOf(first) ?? '', language),
    more.join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function entryLine(item: Json): string {
  const id = idOf(item);
  const prose = proseOf(item);
  const scalars = Object.entries(item)
    .filter(([, value]) => typeof value !== 'object')
    .map(([key, value]) => `${plain(key)}: ${shorten(plain(String(value)), 60)}`);
  const heading = titleOf(item);
  if (heading === undefined) return `- ${scalars.slice(0, 5).join(', ')}`;
  const text = prose && prose !== heading ? `: ${shorten(plain(prose), 160)}` : '';
  return `- ${link(heading, urlOf(item))}${text}${id === undefined ? '' : ` (id \`${id.replace(/[^\w.:-]/g, '')}\`)`}`;
}

/** Renders entries of any kind as bullets with their ids. */
export function renderEntries(items: readonly Json[], say: Wording): string {
  if (items.length === 0) return say.emptyList;
  const lines = items.slice(0, MAX_ENTRIES).map(entryLine);
  if (items.length > MAX_ENTRIES) lines.push(`- ${say.andMore(items.length - MAX_ENTRIES)}`);
  return `${say.items(items.length)}\n\n${lines.join('\n')}`;
}

/** Whether a list reads like documents: most entries have prose and a link. */
export function areDocuments(items: readonly Json[]): boolean {
  const fitting = items.filter((item) => urlOf(item) !== undefined && proseOf(item) !== undefined);
  return fitting.length * 2 > items.length;
}
