import { setTimeout as delay } from 'node:timers/promises';
import type { KeyManager } from '#libs/entra-auth';
import type { OboHealth } from '#libs/obo';
import type { ReadinessCheck } from '../http/health/readiness.js';
import { withDeadline } from '../outgoing/deadline.js';
import type { Database } from '../store/database.js';

/** The modules that know. */
export interface Needs {
  readonly keys: KeyManager;
  readonly database: Database;
  readonly obo: OboHealth;
}

/** How long a check waits for keys, below the patience of a probe, in milliseconds. */
const KEYS_MS = 300;
const KEYS_STEP_MS = 20;
/** After this long a database that does not answer counts as away, in milliseconds. */
const DATABASE_MS = 3000;
/** Long enough for every credential of OBO_CREDENTIALS to fail slowly (10 s each), in milliseconds. */
const CREDENTIALS_MS = 60_000;

/** What `GET /api/health/ready` asks. */
export function readinessChecks({ keys, database, obo }: Needs): readonly ReadinessCheck[] {
  return [
    {
      name: 'keys',
      check: async () => {
        // At the start the first keys are on their way: a probe of that moment sees no outage.
        for (let waited = 0; !keys.ready().ready && waited < KEYS_MS; waited += KEYS_STEP_MS)
          await delay(KEYS_STEP_MS);
        const state = keys.ready();
        return state.ready ? undefined : (state.reason ?? 'no signing keys are available');
      },
    },
    {
      name: 'database',
      check: () =>
        withDeadline(DATABASE_MS, undefined, () => database.ready()).then(
          () => undefined,
          () => 'the database does not answer',
        ),
    },
    {
      name: 'obo',
      check: async () => {
        const state = await withDeadline(CREDENTIALS_MS, undefined, (signal) => obo.ready(signal));
        return state.ready ? undefined : state.reason;
      },
    },
  ];
}
