/** A document of a search answer, in the few fields that tools and people need. */
export interface FoundDocument {
  readonly id: string;
  readonly title: string;
  readonly url?: string;
  readonly content: string;
  readonly score?: number;
}

/** Names under which indexes keep these fields: hand-made ones, and those of Azure's import and chunking skills. */
const NAMES = {
  id: ['id', 'key', 'chunk_id', 'uid', 'documentId', 'metadata_storage_path'],
  title: ['title', 'metadata_title', 'name', 'heading', 'filename', 'metadata_storage_name'],
  url: ['url', 'source', 'sourceUrl', 'link', 'metadata_storage_path'],
  content: ['content', 'chunk', 'text', 'body', 'description', 'snippet', 'merged_content'],
} as const;

/** Reads one document of `value`, whatever its index calls the fields; `undefined` where it is no object. */
export function readDocument(document: unknown): FoundDocument | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  const fields = document as Record<string, unknown>;
  const find = (names: readonly string[]): string | undefined => {
    const name = names.find((one) => typeof fields[one] === 'string' && fields[one] !== '');
    return name === undefined ? undefined : (fields[name] as string);
  };
  const id = find(NAMES.id) ?? '';
  const url = find(NAMES.url);
  const score = fields['@search.score'];
  return {
    id,
    title: find(NAMES.title) ?? id,
    ...(url === undefined ? {} : { url }),
    content: find(NAMES.content) ?? '',
    ...(typeof score === 'number' ? { score } : {}),
  };
}
