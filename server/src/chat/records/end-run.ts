/** Recording how a run ended. */
import type { Kysely } from 'kysely';
import type { RunsTable, Tables } from '../../store/schema.js';
import { hot, rows, type Step } from '../../store/step.js';
import type { RunEnd } from '../agent/run.js';
import type { RunContext } from '../agent/run-context.js';

const setEnded = hot((db, v: Pick<RunsTable, 'id' | 'state' | 'ended_at' | 'code' | 'usage_json'>) =>
  db
    .updateTable('runs')
    .set({ state: v.state, ended_at: v.ended_at, code: v.code, usage_json: v.usage_json })
    .where('id', '=', v.id),
);

const touchThread = hot((db, v: { id: string; updated_at: number }) =>
  db.updateTable('threads').set({ updated_at: v.updated_at }).where('id', '=', v.id),
);

/** The writes that belong into one transaction with the run's last event: its state and its questions. */
export function* endRun(
  db: Kysely<Tables>,
  { runId, threadId, caller }: RunContext,
  end: RunEnd,
): Step<void> {
  const now = Date.now();
  const { state, usage, code = null } = end;
  yield* setEnded(db, { id: runId, state, ended_at: now, code, usage_json: JSON.stringify(usage) });
  yield* touchThread(db, { id: threadId, updated_at: now });
  for (const { interrupt, state: kept } of end.raised)
    yield* rows(
      db.insertInto('interrupts').values({
        id: interrupt.id,
        tid: caller.tid,
        oid: caller.oid,
        thread_id: threadId,
        run_id: runId,
        interrupt_json: JSON.stringify(interrupt),
        state_json: JSON.stringify(kept),
        status: 'open',
        expires_at: Date.parse(interrupt.expiresAt),
      }),
    );
}
