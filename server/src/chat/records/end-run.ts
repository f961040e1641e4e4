/** Recording how a run ended. */
import type { RunEnd } from '../agent/run.js';
import type { RunContext } from '../agent/run-context.js';
import type { TransactionPart } from './event-log.js';

/** The writes that belong into one transaction with the run's last event: its state and its questions. */
export function endRun({ runId, threadId, caller }: RunContext, end: RunEnd): TransactionPart {
  return async (tx) => {
    const now = Date.now();
    await tx
      .updateTable('runs')
      .set({ state: end.state, ended_at: now, code: end.code ?? null, usage_json: JSON.stringify(end.usage) })
      .where('id', '=', runId)
      .execute();
    await tx.updateTable('threads').set({ updated_at: now }).where('id', '=', threadId).execute();
    for (const { interrupt, state } of end.raised) {
      await tx
        .insertInto('interrupts')
        .values({
          id: interrupt.id,
          tid: caller.tid,
          oid: caller.oid,
          thread_id: threadId,
          run_id: runId,
          interrupt_json: JSON.stringify(interrupt),
          state_json: JSON.stringify(state),
          status: 'open',
          expires_at: Date.parse(interrupt.expiresAt),
        })
        .execute();
    }
  };
}
