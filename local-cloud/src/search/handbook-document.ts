/** A document of the handbook index and who may read it. */
import { type Page, readPages, textOf } from '../content.js';

const READER_GROUPS = ['guests', 'employees', 'finance', 'sales', 'research', 'board'] as const;

/** Groups a document can be open to. `guests` are people of other tenants. */
export type ReaderGroup = (typeof READER_GROUPS)[number];

/** One document, with the fields of the index. */
export interface HandbookDocument {
  readonly id: string;
  readonly title: string;
  /** Plain text; paragraphs are separated by an empty line. */
  readonly content: string;
  readonly url: string;
  readonly department: string;
  readonly language: 'en' | 'ja';
  /** ISO 8601, UTC. */
  readonly lastModified: string;
  /** Who may read it. Never part of an answer. */
  readonly readers: readonly ReaderGroup[];
}

/** The documents in `content/handbook`, one folder for each language. */
export function readHandbook(): readonly HandbookDocument[] {
  return (['en', 'ja'] as const).flatMap((language) =>
    readPages(`handbook/${language}`).map((page) => ({
      id: language === 'en' ? page.name : `${page.name}-${language}`,
      title: textOf(page, 'title'),
      content: page.body,
      url: `https://handbook.contoso.example/${language === 'en' ? '' : `${language}/`}${page.name}`,
      department: textOf(page, 'department'),
      language,
      lastModified: textOf(page, 'lastModified'),
      readers: readersOf(page),
    })),
  );
}

/** Whoever may read it; a group that does not exist would hide the document from everybody. */
function readersOf({ front, name }: Page): readonly ReaderGroup[] {
  const { readers } = front;
  const known = READER_GROUPS.filter((group) => Array.isArray(readers) && readers.includes(group));
  if (!Array.isArray(readers) || known.length === 0 || known.length !== readers.length) {
    throw new Error(`${name}.md: 'readers' must list some of ${READER_GROUPS.join(', ')}`);
  }
  return known;
}
