import type { AuditRecord } from '#libs/contract';

/** What is known of an act when it ends; {@link AuditLog} adds id, time and, where it is missing, the trace id. */
export type AuditEntry = Omit<AuditRecord, 'id' | 'at' | 'traceId'> & { readonly traceId?: string };
