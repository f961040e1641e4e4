import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.js';
import { hot, type Step } from '../../store/step.js';
import type { AgUiInterrupt } from '../agent/events.js';
import type { InterruptState } from '../agent/interrupt.js';
import type { StoredInterrupt } from '../agent/resume.js';

const ofBranch = hot((db, { threadId, branch }: { threadId: string; branch: string }) =>
  db
    .selectFrom('interrupts')
    .innerJoin('runs', 'runs.id', 'interrupts.run_id')
    .select(['interrupt_json', 'state_json', 'status', 'expires_at', 'run_id'])
    .where('interrupts.thread_id', '=', threadId)
    .where('runs.branch', '=', branch),
);

/** Interrupts of a branch of a thread, with what the server keeps beside them, and the run that raised each. */
export function* interruptsOf(
  db: Kysely<Tables>,
  threadId: string,
  branch: string,
): Step<(StoredInterrupt & { readonly runId: string })[]> {
  const found = yield* ofBranch(db, { threadId, branch });
  return found.map((row) => ({
    interrupt: JSON.parse(row.interrupt_json) as AgUiInterrupt,
    state: JSON.parse(row.state_json) as InterruptState,
    status: row.status,
    expiresAt: row.expires_at,
    runId: row.run_id,
  }));
}
