/** What a thread holds, for reading and for export. */
import type { Message } from '@ag-ui/core';
import type { RunInterrupt, RunSummary, ThreadDetail, ThreadSummary } from '#libs/contract';
import type { Database } from '../../store/database.js';
import { invalid } from '../chat-error.js';
import { onPath, otherBranches, pathOf, type Stretch } from './branches.js';
import { interruptsOf } from './interrupts.js';

/** Which messages of a branch: the newest `size`, or those before the message `before`. */
export interface MessagePage {
  readonly size: number;
  readonly before?: string;
}

/** A thread and the branch that is shown. */
export interface OpenThread extends ThreadSummary {
  readonly branch: string;
}

/** All messages of the current branch in order, and runs with the questions that are still open. */
export async function detailOf(database: Database, thread: OpenThread): Promise<ThreadDetail> {
  const { rest, rows } = await readDetail(database, thread, { size: Number.MAX_SAFE_INTEGER });
  return { ...rest, messages: rows.map(({ message_json: json }) => JSON.parse(json) as Message) };
}

/**
 * The answer to reading a thread as JSON text. Messages are put in as they are stored: taking ten thousand of them
 * apart and together again would cost more than reading them.
 */
export async function detailJson(database: Database, thread: OpenThread, page: MessagePage): Promise<string> {
  const { rest, rows } = await readDetail(database, thread, page);
  const head = JSON.stringify(rest);
  return `${head.slice(0, -1)},"messages":[${rows.map(({ message_json: json }) => json).join(',')}]}`;
}

interface Row {
  readonly id: string;
  readonly run_id: string | null;
  readonly message_json: string;
}

async function readDetail(
  database: Database,
  thread: OpenThread,
  page: MessagePage,
): Promise<{ readonly rest: Omit<ThreadDetail, 'messages'>; readonly rows: readonly Row[] }> {
  const { id, branch } = thread;
  const path = await database.read(pathOf(database, id, branch));
  const { rows, earlier } = await messagesOf(database, id, path, page);
  const [runs, branches] = await Promise.all([
    runsOf(database, thread, new Set(rows.map((row) => row.run_id))),
    database.read(otherBranches(database, id, branch)),
  ]);
  return { rest: { ...thread, runs, branches, ...(earlier ? { earlier } : {}) }, rows };
}

async function messagesOf(
  database: Database,
  threadId: string,
  path: readonly Stretch[],
  { size, before }: MessagePage,
): Promise<{ readonly rows: readonly Row[]; readonly earlier?: string }> {
  let query = database
    .selectFrom('messages')
    .select(['id', 'run_id', 'message_json'])
    .where('thread_id', '=', threadId)
    .where((eb) => onPath(eb, path))
    .orderBy('position', 'desc');
  if (before !== undefined)
    query = query.where('position', '<', await positionOf(database, threadId, before));
  if (size < Number.MAX_SAFE_INTEGER) query = query.limit(size + 1);
  const rows = await query.execute();
  const page = rows.slice(0, size).toReversed();
  const [first] = page;
  return { rows: page, ...(rows.length > size && first ? { earlier: first.id } : {}) };
}

async function positionOf(database: Database, threadId: string, messageId: string): Promise<number> {
  const row = await database
    .selectFrom('messages')
    .select('position')
    .where('thread_id', '=', threadId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!row) throw invalid('before', 'must be the id of a message of this thread');
  return row.position;
}

/** Runs that wrote the messages of the page, and those that still go on or wait for their person. */
async function runsOf(
  database: Database,
  { id: threadId, branch }: OpenThread,
  shown: ReadonlySet<string | null>,
): Promise<readonly RunSummary[]> {
  const runs = await database
    .selectFrom('runs')
    .select(['id', 'branch', 'state', 'started_at', 'ended_at', 'code'])
    .where('thread_id', '=', threadId)
    .orderBy('started_at')
    .execute();
  const interrupts = await database.read(interruptsOf(database, threadId, branch));
  const open = interrupts.filter(({ status, expiresAt }) => status === 'open' && expiresAt > Date.now());
  const last = runs.findLast((run) => run.branch === branch)?.id;
  return runs
    .filter(
      ({ id, state }) =>
        shown.has(id) || id === last || state === 'running' || open.some((one) => one.runId === id),
    )
    .map((row) => {
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
