/** The one transaction in which a run comes into being, or is refused. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { Database } from '../../store/database.js';
import type { Tables } from '../../store/schema.js';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import type { InterruptAnswer } from '../agent/interrupt.js';
import { alreadyAnswered, matchAnswers, type ResumeEntry } from '../agent/resume.js';
import { interruptsOf } from './interrupts.js';
import { threadNotFound } from './threads.js';
import { titleOf } from './title.js';

/** What a run is asked for with, already checked for shape. */
export interface RunRequest {
  readonly threadId: string;
  readonly runId: string;
  readonly message?: { readonly id: string; readonly text: string };
  readonly resume: readonly ResumeEntry[];
}

type Tx = Transaction<Tables>;

/** Makes the run's row, claims the answers it brings, creates its thread where there is none. */
@Injectable()
export class BeginRun {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the answers to go on with. Throws `ChatError` 400, 404 or 409; then nothing has changed. */
  async begin(caller: Caller, request: RunRequest, leaseUntil: number): Promise<readonly InterruptAnswer[]> {
    try {
      return await this.#database.transaction().execute((tx) => begin(tx, caller, request, leaseUntil));
    } catch (error) {
      throw raceOf(error, request) ?? error;
    }
  }
}

async function begin(
  tx: Tx,
  caller: Caller,
  request: RunRequest,
  leaseUntil: number,
): Promise<readonly InterruptAnswer[]> {
  const now = Date.now();
  const { threadId, runId } = request;
  await ownThread(tx, caller, request, now);
  const used = await tx.selectFrom('runs').select('id').where('id', '=', runId).executeTakeFirst();
  if (used) throw runIdUsed(runId);
  const active = await tx
    .selectFrom('runs')
    .select('id')
    .where('thread_id', '=', threadId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (active) throw runInProgress();
  const answers = matchAnswers(request.resume, await interruptsOf(tx, threadId), now);
  await tx
    .insertInto('runs')
    .values({
      id: runId,
      thread_id: threadId,
      tid: caller.tid,
      oid: caller.oid,
      state: 'running',
      started_at: now,
      lease_until: leaseUntil,
      cancel_requested: 0,
    })
    .execute();
  for (const { interrupt, status } of answers) {
    const claimed = await tx
      .updateTable('interrupts')
      .set({ status: status === 'resolved' ? 'resolved' : 'cancelled', answered_by: runId })
      .where('id', '=', interrupt.id)
      .where('status', '=', 'open')
      .returning('id')
      .execute();
    // Another replica was faster: everything here is rolled back.
    if (claimed.length === 0) throw alreadyAnswered(interrupt.id);
  }
  return answers;
}

/** The thread of another person is answered like one that does not exist. */
async function ownThread(
  tx: Tx,
  caller: Caller,
  { threadId, message }: RunRequest,
  now: number,
): Promise<void> {
  const { tid, oid } = caller;
  const thread = await tx
    .selectFrom('threads')
    .select(['tid', 'oid', 'title'])
    .where('id', '=', threadId)
    .executeTakeFirst();
  if (thread && (thread.tid !== tid || thread.oid !== oid)) throw threadNotFound();
  const title = titleOf(message?.text ?? '');
  if (!thread) {
    await tx
      .insertInto('threads')
      .values({ id: threadId, tid, oid, title, created_at: now, updated_at: now })
      .execute();
    return;
  }
  await tx
    .updateTable('threads')
    .set({ updated_at: now, ...(thread.title ? {} : { title }) })
    .where('id', '=', threadId)
    .execute();
}

function runIdUsed(runId: string): ChatError {
  return new ChatError(
    409,
    'run_id_used',
    `The run id ${runId} has been used. Choose a new one for each run.`,
  );
}

function runInProgress(): ChatError {
  return new ChatError(
    409,
    'run_in_progress',
    'A run of this thread is under way. Wait for it, or cancel it.',
  );
}

/** Two replicas at once: the database's own constraints decide, and say which of the above it was. */
function raceOf(error: unknown, { runId }: RunRequest): ChatError | undefined {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  if (code !== '23505') return undefined;
  return constraint === 'runs_pkey' ? runIdUsed(runId) : runInProgress();
}
