/** Reads the body of a search request and runs it. */
import { findDocuments, INDEX_DEFINITION, INDEX_NAME, type ScoredDocument } from './handbook.js';
import type { HandbookDocument } from './handbook-document.js';
import { highlight } from './highlight.js';
import { FilterError, parseFilter } from './odata-filter.js';

/** A query that breaks the API's rules; the message says which. */
export class QueryError extends Error {}

const FIELDS: readonly string[] = INDEX_DEFINITION.fields.map((field) => (field as { name: string }).name);
const KNOWN = new Set([
  'search',
  'top',
  'skip',
  'select',
  'filter',
  'count',
  'queryType',
  'searchMode',
  'searchFields',
  'orderby',
  'highlight',
  'highlightPreTag',
  'highlightPostTag',
  'minimumCoverage',
  'scoringProfile',
  'facets',
  'queryLanguage',
]);

type Body = Readonly<Record<string, unknown>>;

/** Picks the fields of a document that may leave the service. */
export function project(
  document: HandbookDocument,
  select: readonly string[] = FIELDS,
): Record<string, unknown> {
  return Object.fromEntries(select.map((name) => [name, document[name as keyof HandbookDocument]]));
}

/** Runs a search over the documents that `visible` lets through; gives the answer's body. */
export function runQuery(
  body: Body,
  visible: (document: HandbookDocument) => boolean,
  origin: string,
): Record<string, unknown> {
  const unknown = Object.keys(body).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new QueryError(
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation 'search'.\r\nParameter name: parameters`,
    );
  }
  if (oneOf(body, 'queryType', ['simple', 'full', 'semantic'], 'simple') === 'semantic') {
    throw new QueryError('Semantic search is not enabled for this service.\r\nParameter name: queryType');
  }
  const passes = filterOf(body);
  const search = text(body, 'search') ?? '*';
  const fields = fieldList(body, 'searchFields');
  const all = oneOf(body, 'searchMode', ['any', 'all'], 'any') === 'all';
  const hits = ordered(
    findDocuments({
      text: search,
      all,
      visible: (document) => visible(document) && passes(document),
      ...(fields ? { fields } : {}),
    }),
    body,
  );
  const select = fieldList(body, 'select') ?? FIELDS;
  const skip = count(body, 'skip', 0, 100_000);
  const marked = fieldList(body, 'highlight') ?? [];
  const tags = [text(body, 'highlightPreTag') ?? '<em>', text(body, 'highlightPostTag') ?? '</em>'] as const;
  return {
    '@odata.context': `${origin}/search/indexes('${INDEX_NAME}')/$metadata#docs(*)`,
    ...(body['count'] === true ? { '@odata.count': hits.length } : {}),
    value: hits.slice(skip, skip + count(body, 'top', 50, 1000)).map(({ document, score }) => ({
      '@search.score': score,
      ...(marked.length > 0 ? { '@search.highlights': highlight(document, search, marked, tags) } : {}),
      ...project(document, select),
    })),
  };
}

function oneOf(body: Body, name: string, allowed: readonly string[], fallback: string): string {
  const value = text(body, name) ?? fallback;
  if (!allowed.includes(value))
    throw new QueryError(`Invalid value '${value}' for '${name}'. Allowed: ${allowed.join(', ')}.`);
  return value;
}

function text(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new QueryError(`The parameter '${name}' must be a string.`);
  return value;
}

function filterOf(body: Body): (document: HandbookDocument) => boolean {
  const filter = text(body, 'filter');
  if (filter === undefined || filter.trim() === '') return () => true;
  try {
    const predicate = parseFilter(filter, FIELDS);
    return (document) => predicate({ ...document });
  } catch (error) {
    if (error instanceof FilterError)
      throw new QueryError(`Invalid expression: ${error.message}\r\nParameter name: $filter`);
    throw error;
  }
}

function fieldList(body: Body, name: string): readonly string[] | undefined {
  const list = text(body, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part && part !== '*');
  const unknown = list?.find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) {
    throw new QueryError(
      `Invalid expression: Could not find a property named '${unknown}' on type 'search.document'.\r\nParameter name: $${name}`,
    );
  }
  return list && list.length > 0 ? list : undefined;
}

function ordered(hits: readonly ScoredDocument[], body: Body): readonly ScoredDocument[] {
  const order = text(body, 'orderby')?.trim();
  if (!order) return hits;
  const match = /^(title|lastModified)(?:\s+(asc|desc))?$/.exec(order);
  if (!match)
    throw new QueryError(`Invalid expression: '${order}' cannot be sorted by.\r\nParameter name: $orderby`);
  const key = match[1] as 'title' | 'lastModified';
  const sign = match[2] === 'desc' ? -1 : 1;
  return hits.toSorted((left, right) => sign * left.document[key].localeCompare(right.document[key]));
}

function count(body: Body, name: string, fallback: number, most: number): number {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
    throw new QueryError(`Value must be between 0 and ${most}.\r\nParameter name: ${name}`);
  }
  return value;
}
