/** Renders lists that tools return: documents with quotes and links, code samples, plain entries. */
import type { Json } from '../text/json.js';
import { bestSentences, closeness } from './extract.js';
import { fence, link, plain, shorten } from './markdown.js';
import { codeOf, idOf, proseOf, titleOf, urlOf } from './tool-output.js';
import type { Wording } from './wording.js';
import { stems } from '../text/words.js';

const MAX_DOCUMENTS = 3;
const MAX_ENTRIES = 10;

/** One page of the results; passages of the same page are put together. */
interface Page {
  readonly heading: string;
  readonly prose: string;
}

/** Share of the query's words that the best page must have. */
const LEAST_SHARE = 0.4;
/** How near to the best page another must come. */
const LEAST_CLOSENESS = 0.6;

/**
 * Renders search results: the best sentences first, then the documents with a quote and a link each; `undefined`
 * where no document has enough to do with the query.
 */
export function renderDocuments(
  items: readonly Json[],
  query: string,
  question: string,
  say: Wording,
): string | undefined {
  const [best, ...others] = nearest(items, query);
  if (!best) return undefined;
  const told = bestSentences(best.prose, `${query} ${question}`, 2);
  const more = bestSentences(best.prose, query, 4).filter((sentence) => !told.includes(sentence));
  const lines = [
    ...more.slice(0, 2).map((sentence) => `- ${shorten(sentence, 280)}`),
    ...others.map(({ heading, prose }) => {
      const quote = bestSentences(prose, query, 1)[0];
      return quote ? `- ${heading}: ${shorten(quote, 280)}` : `- ${heading}`;
    }),
  ];
  const lead = told.length > 0 ? say.found(best.heading, shorten(told.join(' '), 420)) : best.heading;
  return lines.length > 0 ? `${lead}\n\n${say.sources}\n\n${lines.join('\n')}` : lead;
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

/** Pages that share nearly as much with the query as the best one, best first as the search had them. */
function nearest(items: readonly Json[], query: string): readonly Page[] {
  const terms = stems(query);
  const rated = pagesOf(items).map((page) => ({
    page,
    near: closeness(`${page.title} ${page.prose}`, terms),
  }));
  const best = Math.max(0, ...rated.map(({ near }) => near));
  if (best < LEAST_SHARE) return [];
  return rated
    .filter(({ near }) => near > 0 && near >= best * LEAST_CLOSENESS)
    .map(({ page }) => page)
    .slice(0, MAX_DOCUMENTS);
}

function pagesOf(items: readonly Json[]): readonly (Page & { readonly title: string })[] {
  const pages = new Map<string, readonly Json[]>();
  for (const item of items) {
    const key = (urlOf(item) ?? titleOf(item) ?? idOf(item) ?? '').replace(/#.*$/, '');
    pages.set(key, [...(pages.get(key) ?? []), item]);
  }
  return [...pages.values()].map((parts) => {
    const [first = {}] = parts;
    const title = titleOf(first) ?? urlOf(first) ?? idOf(first) ?? '…';
    const prose = parts.map((part) => proseOf(part) ?? '').join('\n\n');
    return { title, heading: link(title, urlOf(first)), prose };
  });
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
