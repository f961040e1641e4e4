import type { KeyManager } from '#libs/entra-auth';
import type { OboHealth } from '#libs/obo';
import type { ReadinessCheck } from '../http/health.controller.js';
import type { Database } from '../store/database.js';

/** The things the server cannot work without. */
export interface Needs {
  readonly keys: KeyManager;
  readonly database: Database;
  readonly obo: OboHealth;
}

/** Longest time a check may take, in milliseconds: a probe must answer while something hangs. */
const PATIENCE = 3000;

/** What `GET /api/health/ready` asks. */
export function readinessChecks({ keys, database, obo }: Needs): readonly ReadinessCheck[] {
  return [
    {
      name: 'keys',
      check: () => {
        const state = keys.ready();
        return Promise.resolve(state.ready ? undefined : (state.reason ?? 'the signing keys cannot be had'));
      },
    },
    {
      name: 'database',
      check: () =>
        within(database.ready()).then(
          () => undefined,
          () => 'the database does not answer',
        ),
    },
    {
      name: 'obo',
      check: async () => {
        const state = await obo.ready(AbortSignal.timeout(PATIENCE));
        return state.ready ? undefined : state.reason;
      },
    },
  ];
}

function within<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('timed out')), PATIENCE);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
