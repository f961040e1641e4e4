import type { Caller } from '#libs/entra-auth';
import type { AuditEntry } from './audit-record.js';

/** What a record says of a caller. `clientName` is what the client calls itself. */
export function callerFacts(
  { tid, oid, name, clientAppId, agent }: Caller,
  clientName?: string,
): Pick<AuditEntry, 'who' | 'client' | 'agent'> {
  return {
    who: { tid, oid, ...(name === undefined ? {} : { name }) },
    client: { azp: clientAppId, ...(clientName === undefined ? {} : { name: clientName }) },
    ...(agent === undefined ? {} : { agent }),
  };
}
