/** The one transaction in which a run comes into being, or is refused. */
import { Injectable } from '@nestjs/common';
import type { Insertable, Kysely } from 'kysely';
import { Database } from '../../store/database.js';
import type { RunsTable, Tables, ThreadsTable } from '../../store/schema.js';
import { hot, rows, type Step } from '../../store/step.js';
import type { Caller } from '#libs/entra-auth';
import { ChatError } from '../chat-error.js';
import type { StoredMessage } from '../agent/conversation.js';
import { events } from '../agent/events.js';
import type { InterruptAnswer } from '../agent/interrupt.js';
import { alreadyAnswered, matchAnswers, type ResumeEntry } from '../agent/resume.js';
import type { UserMessage } from '../agent/user-message.js';
import { addUserMessage, lastPositionOf } from './add-user-message.js';
import { MAIN_BRANCH } from './branches.js';
import { forkFrom } from './fork.js';
import { interruptsOf } from './interrupts.js';
import { type LoggedEvent, insertEvent } from './event-log.js';
import { historyOf, type WorkingPlace } from './messages.js';
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
  /** Its first event, which is in the log already. */
  readonly started: LoggedEvent;
  readonly history: readonly StoredMessage[];
}

const runById = hot((db, { id }: { id: string }) => db.selectFrom('runs').select('id').where('id', '=', id));

const activeRun = hot((db, { threadId }: { threadId: string }) =>
  db.selectFrom('runs').select('id').where('thread_id', '=', threadId).where('state', '=', 'running'),
);

const insertRun = hot((db, v: Insertable<RunsTable>) =>
  db.insertInto('runs').values({
    id: v.id,
    thread_id: v.thread_id,
    branch: v.branch,
    tid: v.tid,
    oid: v.oid,
    state: v.state,
    started_at: v.started_at,
    lease_until: v.lease_until,
    cancel_requested: v.cancel_requested,
  }),
);

const threadById = hot((db, { id }: { id: string }) =>
  db.selectFrom('threads').select(['tid', 'oid', 'title', 'branch']).where('id', '=', id),
);

const insertThread = hot((db, v: Insertable<ThreadsTable>) =>
  db.insertInto('threads').values({
    id: v.id,
    tid: v.tid,
    oid: v.oid,
    title: v.title,
    branch: v.branch,
    created_at: v.created_at,
    updated_at: v.updated_at,
  }),
);

const updateThread = hot((db, v: Pick<ThreadsTable, 'id' | 'title' | 'updated_at'>) =>
  db.updateTable('threads').set({ title: v.title, updated_at: v.updated_at }).where('id', '=', v.id),
);

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
      return await this.#database.atomically(begin(this.#database, caller, request, leaseUntil));
    } catch (error) {
      throw raceOf(error, request) ?? error;
    }
  }
}

function* begin(db: Kysely<Tables>, caller: Caller, request: RunRequest, leaseUntil: number): Step<BegunRun> {
  const now = Date.now();
  const { threadId, runId } = request;
  const current = yield* ownThread(db, caller, request, now);
  if ((yield* runById(db, { id: runId })).length > 0) throw runIdUsed(runId);
  if ((yield* activeRun(db, { threadId })).length > 0) throw runInProgress();
  const fork =
    request.forkFrom === undefined
      ? { branch: current, ...(request.message ? { message: request.message } : {}) }
      : yield* forkFrom(db, threadId, request.forkFrom, request.message);
  const { branch } = fork;
  const answers = matchAnswers(request.resume, yield* interruptsOf(db, threadId, branch), now);
  yield* insertRun(db, {
    id: runId,
    thread_id: threadId,
    branch,
    tid: caller.tid,
    oid: caller.oid,
    state: 'running',
    started_at: now,
    lease_until: leaseUntil,
    cancel_requested: 0,
  });
  for (const answer of answers) yield* claim(db, answer, runId);
  const started = { runId, seq: 1, json: JSON.stringify(events.runStarted(threadId, runId)) };
  yield* insertEvent(db, started);
  let place: WorkingPlace = { threadId, runId, branch, lastPosition: yield* lastPositionOf(db, threadId) };
  // Before anything else happens: what a person wrote is not lost by whatever comes next.
  if (fork.message) place = yield* addUserMessage(db, place, fork.message);
  return { answers, place, started, history: yield* historyOf(db, place) };
}

function* claim(db: Kysely<Tables>, { interrupt, status }: InterruptAnswer, runId: string): Step<void> {
  const claimed = yield* rows(
    db
      .updateTable('interrupts')
      .set({ status: status === 'resolved' ? 'resolved' : 'cancelled', answered_by: runId })
      .where('id', '=', interrupt.id)
      .where('status', '=', 'open')
      .returning('id'),
  );
  // Another replica was faster: everything here is rolled back.
  if (claimed.length === 0) throw alreadyAnswered(interrupt.id);
}

/** The branch that is gone on with. The thread of another person is answered like one that does not exist. */
function* ownThread(
  db: Kysely<Tables>,
  { tid, oid }: Caller,
  { threadId: id, message }: RunRequest,
  now: number,
): Step<string> {
  const [thread] = yield* threadById(db, { id });
  if (thread && (thread.tid !== tid || thread.oid !== oid)) throw threadNotFound();
  const title = titleOf(message?.text ?? '');
  if (thread) {
    yield* updateThread(db, { id, title: thread.title || title, updated_at: now });
    return thread.branch;
  }
  yield* insertThread(db, { id, tid, oid, title, branch: MAIN_BRANCH, created_at: now, updated_at: now });
  return MAIN_BRANCH;
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
