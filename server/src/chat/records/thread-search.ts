import { type Expression, type ExpressionBuilder, type Kysely, sql, type SqlBool } from 'kysely';
import type { Tables } from '../../store/schema.js';

/** Letters shown before and after the words that were found. */
const AROUND = 40;

/** True for threads whose title, or one of whose messages, contains the words as they stand, in any case. */
export function matches(eb: ExpressionBuilder<Tables, 'threads'>, words: string): Expression<SqlBool> {
  const pattern = patternOf(words);
  return eb.or([
    sql<SqlBool>`lower(threads.title) like ${pattern} escape '\\'`,
    eb.exists(
      eb
        .selectFrom('messages')
        .select('messages.id')
        .whereRef('messages.thread_id', '=', 'threads.id')
        .where('messages.role', 'in', ['user', 'assistant'])
        .where(sql<SqlBool>`lower(messages.text) like ${pattern} escape '\\'`),
    ),
  ]);
}

/** For each thread the words around their first place in its messages; none where only the title has them. */
export async function excerptsOf(
  db: Kysely<Tables>,
  threadIds: readonly string[],
  words: string,
): Promise<ReadonlyMap<string, string>> {
  if (threadIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages as m')
    .select(['m.thread_id', 'm.text'])
    .where((eb) =>
      eb(
        'm.position',
        '=',
        eb
          .selectFrom('messages as first')
          .select((inner) => inner.fn.min('first.position').as('position'))
          .whereRef('first.thread_id', '=', 'm.thread_id')
          .where('first.role', 'in', ['user', 'assistant'])
          .where(sql<SqlBool>`lower(first.text) like ${patternOf(words)} escape '\\'`),
      ),
    )
    .where('m.thread_id', 'in', threadIds)
    .execute();
  return new Map(rows.map(({ thread_id: id, text }) => [id, excerptOf(text, words)]));
}

/** One line with the words in the middle; an ellipsis stands for what is left out. */
export function excerptOf(text: string, words: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const at = Math.max(0, line.toLowerCase().indexOf(words.toLowerCase().replaceAll(/\s+/g, ' ')));
  const start = Math.max(0, at - AROUND);
  const end = Math.min(line.length, at + words.length + AROUND);
  // A cut may fall between the halves of a letter.
  const cut = line.slice(start, end).toWellFormed().replaceAll('\uFFFD', '');
  return `${start > 0 ? '…' : ''}${cut.trim()}${end < line.length ? '…' : ''}`;
}

function patternOf(words: string): string {
  return `%${words.toLowerCase().replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
}
