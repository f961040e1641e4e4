/** The index `handbook`: its documents, its definition, and full-text search over them in English and Japanese. */
import MiniSearch from 'minisearch';
import { stems, words } from '../text/words.js';
import { type HandbookDocument, readHandbook } from './handbook-document.js';

/** Name of the only index. */
export const INDEX_NAME = 'handbook';

/** All documents, whoever may read them. */
export const HANDBOOK: readonly HandbookDocument[] = readHandbook();

const field = (name: string, rest: object = {}): object => ({
  name,
  type: 'Edm.String',
  searchable: false,
  filterable: false,
  retrievable: true,
  sortable: false,
  facetable: false,
  key: false,
  ...rest,
});

/** Definition of the index, as the service describes it. */
export const INDEX_DEFINITION = {
  name: INDEX_NAME,
  fields: [
    field('id', { key: true, filterable: true }),
    field('title', { searchable: true, sortable: true }),
    field('content', { searchable: true }),
    field('url'),
    field('department', { searchable: true, filterable: true, facetable: true }),
    field('language', { filterable: true, facetable: true }),
    field('lastModified', { type: 'Edm.DateTimeOffset', filterable: true, sortable: true }),
  ],
};

const index = new MiniSearch<HandbookDocument>({
  fields: ['title', 'content', 'department'],
  tokenize: (text) => [...stems(text)],
  processTerm: (term) => term,
});
index.addAll(HANDBOOK);

/** A document and how well it fits. */
export interface ScoredDocument {
  readonly document: HandbookDocument;
  readonly score: number;
}

export interface TextQuery {
  /** Words; `*` or nothing means every document. */
  readonly text: string;
  /** Whether every word must occur. */
  readonly all: boolean;
  readonly fields?: readonly string[];
  readonly visible: (document: HandbookDocument) => boolean;
}

/** Finds documents, best first. Words of more than three letters also match longer words that begin with them. */
export function findDocuments({ text, all, fields, visible }: TextQuery): readonly ScoredDocument[] {
  const byId = new Map(HANDBOOK.filter(visible).map((document) => [document.id, document]));
  if (text.trim() === '' || text.trim() === '*') {
    return [...byId.values()].map((document) => ({ document, score: 1 }));
  }
  const hits = index.search(stems(text).length > 0 ? text : words(text).join(' '), {
    boost: { title: 3, department: 0.5 },
    combineWith: all ? 'AND' : 'OR',
    prefix: (term) => term.length > 3,
    weights: { prefix: 0.3, fuzzy: 0 },
    filter: (hit) => byId.has(String(hit.id)),
    ...(fields ? { fields: [...fields] } : {}),
  });
  return hits.flatMap((hit) => {
    const document = byId.get(String(hit.id));
    return document ? [{ document, score: Math.round(hit.score * 1e6) / 1e6 }] : [];
  });
}
