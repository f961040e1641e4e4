/** The one transaction in which a run comes into being, or is refused. */
import { Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { Database } from '../../store/database.js';
import type { Tables } from '../../store/schema.js';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import type { InterruptAnswer } from '../agent/interrupt.js';
import { alreadyAnswered, matchAnswers, type ResumeEntry } from '../agent/resume.js';
import type { UserMessage } from '../agent/user-message.js';
import { addUserMessage, lastPositionOf } from './add-user-message.js';
import { MAIN_BRANCH } from './branches.js';
import { forkFrom } from './fork.js';
import { interruptsOf } from './interrupts.js';
import type { WorkingPlace } from './messages.js';
import { runInProgress, threadNotFound } from './threads.js';
import { titleOf } from './title.js';

/** What a run is asked for with, already checked for shape. */
export interface RunRequest {
  readonly threadId: string;
  readonly runId: string;
  readonly message?: UserMessage;
  /** Id of the message that is edited, or whose answer is asked for again. */
  readonly forkFrom?: string;
  readonly resume: readonly ResumeEntry[];
  /** The client names AG-UI's version: it is one of 1.0 or later. */
  readonly versioned?: boolean;
}

/** A run that has come into being. */
export interface BegunRun {
  readonly answers: readonly InterruptAnswer[];
  readonly place: WorkingPlace;
}

type Tx = Transaction<Tables>;

/** Makes the run's row, stores the message, claims the answers it brings, creates its thread where there is none. */
@Injectable()
export class BeginRun {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Throws `ChatError` 400, 404 or 409; then nothing has changed. */
  async begin(caller: Caller, request: RunRequest, leaseUntil: number): Promise<BegunRun> {
    try {
      return await this.#database.transaction().execute((tx) => begin(tx, caller, request, leaseUntil));
    } catch (error) {
      throw raceOf(error, request) ?? error;
    }
  }
}

async function begin(tx: Tx, caller: Caller, request: RunRequest, leaseUntil: number): Promise<BegunRun> {
  const now = Date.now();
  const { threadId, runId } = request;
  const current = await ownThread(tx, caller, request, now);
  const used = await tx.selectFrom('runs').select('id').where('id', '=', runId).executeTakeFirst();
  if (used) throw runIdUsed(runId);
  const active = await tx
    .selectFrom('runs')
    .select('id')
    .where('thread_id', '=', threadId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (active) throw runInProgress();
  const fork =
    request.forkFrom === undefined
      ? { branch: current, ...(request.message ? { message: request.message } : {}) }
      : await forkFrom(tx, threadId, request.forkFrom, request.message);
  const { branch } = fork;
  const answers = matchAnswers(request.resume, await interruptsOf(tx, threadId, branch), now);
  await tx
    .insertInto('runs')
    .values({
      id: runId,
      thread_id: threadId,
      branch,
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
  const lastPosition = await lastPositionOf(tx, threadId);
  const place = { threadId, runId, branch, lastPosition };
  // Before anything else happens: what a person wrote is not lost by whatever comes next.
  return { answers, place: fork.message ? await addUserMessage(tx, place, fork.message) : place };
}

/** The branch that is gone on with. The thread of another person is answered like one that does not exist. */
async function ownThread(
  tx: Tx,
  caller: Caller,
  { threadId, message }: RunRequest,
  now: number,
): Promise<string> {
  const { tid, oid } = caller;
  const thread = await tx
    .selectFrom('threads')
    .select(['tid', 'oid', 'title', 'branch'])
    .where('id', '=', threadId)
    .executeTakeFirst();
  if (thread && (thread.tid !== tid || thread.oid !== oid)) throw threadNotFound();
  const title = titleOf(message?.text ?? '');
  if (!thread) {
    await tx
      .insertInto('threads')
      .values({ id: threadId, tid, oid, title, branch: MAIN_BRANCH, created_at: now, updated_at: now })
      .execute();
    return MAIN_BRANCH;
  }
  await tx
    .updateTable('threads')
    .set({ updated_at: now, ...(thread.title ? {} : { title }) })
    .where('id', '=', threadId)
    .execute();
  return thread.branch;
}

function runIdUsed(runId: string): ChatError {
  return new ChatError(
    409,
    'run_id_used',
    `The run id ${runId} has been used. Choose a new one for each run.`,
  );
}

/** Two replicas at once: the database's own constraints decide, and say which of the above it was. */
function raceOf(error: unknown, { runId }: RunRequest): ChatError | undefined {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  if (code !== '23505') return undefined;
  return constraint === 'runs_pkey' ? runIdUsed(runId) : runInProgress();
}
