/** The articles, and search over their sections and code samples. */
import MiniSearch from 'minisearch';
import { stems } from '../text/words.js';
import { type Article, type CodeSample, readArticles, type Section, toMarkdown } from './article.js';

/** Everything the stand-in knows. */
export const ARTICLES: readonly Article[] = readArticles();

interface Entry {
  readonly id: number;
  readonly article: Article;
  readonly section: Section;
}

const entries: readonly Entry[] = ARTICLES.flatMap((article) =>
  article.sections.map((section) => ({ article, section })),
).map((entry, id) => ({ id, ...entry }));

const withCode = entries.filter(({ section }) => section.sample !== undefined);
const everything = indexOf(entries);
const samples = indexOf(withCode);

/** A passage of an article, as the real server shapes it. */
export interface Passage {
  readonly title: string;
  readonly content: string;
  readonly contentUrl: string;
}

/** Up to ten passages, best first. */
export function searchPassages(query: string): readonly Passage[] {
  const found = find(everything, query, { title: 3, heading: 2, keywords: 2, code: 0.3 });
  return found.slice(0, 10).map(({ article, section }) => ({
    title: article.title,
    content: `# ${section.heading}\n${section.text}`,
    contentUrl: `${article.url}#${section.heading
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')}`,
  }));
}

/** A code sample, as the real server shapes it. */
export interface FoundSample {
  readonly description: string;
  readonly codeSnippet: string;
  readonly link: string;
  readonly language: string;
}

const ALIASES: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'javascript',
  'c#': 'csharp',
  bash: 'azurecli',
};

/** Up to twenty code samples, best first; only of a language where one is named. */
export function searchSamples(query: string, language?: string): readonly FoundSample[] {
  const wanted =
    language === undefined ? undefined : (ALIASES[language.toLowerCase()] ?? language.toLowerCase());
  const toSample = (article: Article, sample: CodeSample): FoundSample => ({
    description: sample.description,
    codeSnippet: sample.code,
    link: article.url,
    language: sample.language,
  });
  return find(samples, query, { title: 3, keywords: 2, code: 2 })
    .flatMap(({ article, section }) => (section.sample ? [toSample(article, section.sample)] : []))
    .filter((sample) => wanted === undefined || sample.language === wanted)
    .slice(0, 20);
}

/** The article at an address, as Markdown; any locale and any anchor will do. */
export function fetchArticle(url: string): string | undefined {
  const article = ARTICLES.find((entry) => entry.url.toLowerCase() === withoutDetails(url));
  return article && toMarkdown(article);
}

function indexOf(list: readonly Entry[]): MiniSearch {
  const index = new MiniSearch({
    fields: ['title', 'heading', 'text', 'keywords', 'code'],
    tokenize: (text) => [...stems(text)],
    processTerm: (term) => term,
  });
  index.addAll(
    list.map(({ id, article, section }) => ({
      id,
      title: article.title,
      heading: section.heading,
      text: section.text,
      keywords: article.keywords,
      code: `${section.sample?.description ?? ''} ${section.sample?.language ?? ''} ${section.sample?.code ?? ''}`,
    })),
  );
  return index;
}

function find(index: MiniSearch, query: string, boost: Record<string, number>): readonly Entry[] {
  const hits = index.search(query, {
    boost,
    prefix: (term) => term.length > 3,
    weights: { prefix: 0.3, fuzzy: 0 },
  });
  return hits.flatMap((hit) => entries[Number(hit.id)] ?? []);
}

function withoutDetails(url: string): string {
  return url
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')
    .replace(/^https?:\/\/learn\.microsoft\.com\/[a-z]{2}-[a-z]{2}\//i, 'https://learn.microsoft.com/en-us/')
    .toLowerCase();
}
