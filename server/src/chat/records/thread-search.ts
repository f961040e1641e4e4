import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { Tables } from '../../store/schema.js';

/** True for threads whose title, or one of whose messages, contains the words as they stand, in any case. */
export function matches(eb: ExpressionBuilder<Tables, 'threads'>, words: string): Expression<SqlBool> {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
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
