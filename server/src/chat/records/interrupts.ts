import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.js';
import type { AgUiInterrupt } from '../agent/events.js';
import type { InterruptState } from '../agent/interrupt.js';
import type { StoredInterrupt } from '../agent/resume.js';

/** Interrupts of a branch of a thread, with what the server keeps beside them, and the run that raised each. */
export async function interruptsOf(
  db: Kysely<Tables>,
  threadId: string,
  branch: string,
): Promise<(StoredInterrupt & { readonly runId: string })[]> {
  const rows = await db
    .selectFrom('interrupts')
    .innerJoin('runs', 'runs.id', 'interrupts.run_id')
    .select(['interrupt_json', 'state_json', 'status', 'expires_at', 'run_id'])
    .where('interrupts.thread_id', '=', threadId)
    .where('runs.branch', '=', branch)
    .execute();
  return rows.map((row) => ({
    interrupt: JSON.parse(row.interrupt_json) as AgUiInterrupt,
    state: JSON.parse(row.state_json) as InterruptState,
    status: row.status,
    expiresAt: row.expires_at,
    runId: row.run_id,
  }));
}
