/** What a thread holds, for reading and for export. */
import type { Message } from '@ag-ui/core';
import type { RunInterrupt, RunSummary, ThreadDetail, ThreadSummary } from '#libs/contract';
import type { Database } from '../../store/database.js';
import { interruptsOf } from './interrupts.js';

/** Messages in order, and runs with the questions that are still open. */
export async function detailOf(
  database: Database,
  threadId: string,
): Promise<Pick<ThreadDetail, 'messages' | 'runs'>> {
  const [messages, runs] = await Promise.all([messagesOf(database, threadId), runsOf(database, threadId)]);
  return { messages: messages.map((json) => JSON.parse(json) as Message), runs };
}

/**
 * The answer to reading a thread as JSON text. Messages are put in as they are stored: taking ten thousand of them
 * apart and together again would cost more than reading them.
 */
export async function detailJson(database: Database, thread: ThreadSummary): Promise<string> {
  const [messages, runs] = await Promise.all([messagesOf(database, thread.id), runsOf(database, thread.id)]);
  const head = JSON.stringify({ ...thread, runs });
  return `${head.slice(0, -1)},"messages":[${messages.join(',')}]}`;
}

async function messagesOf(database: Database, threadId: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('messages')
    .select('message_json')
    .where('thread_id', '=', threadId)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.message_json);
}

async function runsOf(database: Database, threadId: string): Promise<readonly RunSummary[]> {
  const runs = await database
    .selectFrom('runs')
    .select(['id', 'state', 'started_at', 'ended_at', 'code'])
    .where('thread_id', '=', threadId)
    .orderBy('started_at')
    .execute();
  const interrupts = await interruptsOf(database, threadId);
  const open = interrupts.filter(({ status, expiresAt }) => status === 'open' && expiresAt > Date.now());
  return runs.map((row) => {
    const own = open
      .filter(({ runId }) => runId === row.id)
      .map(({ interrupt }) => interrupt as RunInterrupt);
    return {
      id: row.id,
      state: row.state,
      startedAt: new Date(row.started_at).toISOString(),
      ...(row.ended_at === null ? {} : { endedAt: new Date(row.ended_at).toISOString() }),
      ...(own.length > 0 ? { interrupts: own } : {}),
      ...(row.code === null ? {} : { code: row.code }),
    };
  });
}
