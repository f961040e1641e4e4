/** Recording how a run ended. */
import type { Database } from '../../store/database.js';
import type { RunEnd } from '../agent/run.js';
import type { Turn } from '../agent/run-context.js';
import type { Together } from './event-log.js';

/** The writes that belong into one transaction with the run's last event: its state and its questions. */
export function endRun({ runId, threadId, caller }: Turn, end: RunEnd): Together {
  return async (tx) => {
    const now = Date.now();
    await tx
      .updateTable('runs')
      .set({ state: end.state, ended_at: now, code: end.code ?? null, usage_json: JSON.stringify(end.usage) })
      .where('id', '=', runId)
      .execute();
    await tx.updateTable('threads').set({ updated_at: now }).where('id', '=', threadId).execute();
    for (const { question, state } of end.raised) {
      await tx
        .insertInto('interrupts')
        .values({
          id: question.id,
          tid: caller.tid,
          oid: caller.oid,
          thread_id: threadId,
          run_id: runId,
          interrupt_json: JSON.stringify(question),
          state_json: JSON.stringify(state),
          status: 'open',
          expires_at: Date.parse(question.expiresAt),
        })
        .execute();
    }
  };
}

/** For a run whose log cannot be written: at least its row must not say that it goes on. */
export async function failedEnd(database: Database, runId: string): Promise<void> {
  await database
    .updateTable('runs')
    .set({ state: 'error', code: 'internal', ended_at: Date.now() })
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .execute();
}
