/** A document of the handbook index and who may read it. */

/** Groups a document can be open to. `guests` are people of other tenants. */
export type ReaderGroup = 'guests' | 'employees' | 'finance' | 'sales' | 'research' | 'board';

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

/** Joins paragraphs as `content` wants them. */
export function paragraphs(...text: readonly string[]): string {
  return text.join('\n\n');
}

/** Address of a document in the fictional company's handbook. */
export function handbookUrl(id: string): string {
  return `https://handbook.contoso.example/${id}`;
}
