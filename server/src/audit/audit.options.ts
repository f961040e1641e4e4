/** Token of the days that records stay in the table; 0: log lines only. */
export const AUDIT_RETENTION_DAYS = Symbol('AUDIT_RETENTION_DAYS');
