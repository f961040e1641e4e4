/** What a thread holds, for reading and for export. @module */
import type { Message } from '@ag-ui/core';
import type { RunInterrupt, RunSummary, ThreadDetail } from '#libs/contract';
import type { Database } from '../../store/database.js';
import { interruptsOf } from '../runs/begin-run.js';

/** Messages in order, and runs with the questions that are still open. */
export async function detailOf(
  database: Database,
  threadId: string,
): Promise<Pick<ThreadDetail, 'messages' | 'runs'>> {
  const messages = await database
    .selectFrom('messages')
    .select('message_json')
    .where('thread_id', '=', threadId)
    .orderBy('position')
    .execute();
  const runs = await database
    .selectFrom('runs')
    .select(['id', 'state', 'started_at', 'ended_at', 'code'])
    .where('thread_id', '=', threadId)
    .orderBy('started_at')
    .execute();
  const interrupts = await interruptsOf(database, threadId);
  const open = interrupts.filter(({ status, expiresAt }) => status === 'open' && expiresAt > Date.now());
  return {
    messages: messages.map((row) => JSON.parse(row.message_json) as Message),
    runs: runs.map((row): RunSummary => {
      const own = open
        .filter(({ runId }) => runId === row.id)
        .map(({ question }) => question as RunInterrupt);
      return {
        id: row.id,
        state: row.state,
        startedAt: new Date(row.started_at).toISOString(),
        ...(row.ended_at === null ? {} : { endedAt: new Date(row.ended_at).toISOString() }),
        ...(own.length > 0 ? { interrupts: own } : {}),
        ...(row.code === null ? {} : { code: row.code }),
      };
    }),
  };
}
