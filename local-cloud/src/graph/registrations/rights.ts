/** Who may read and change registrations. Source: https://learn.microsoft.com/graph/permissions-reference */
import { type GraphCaller, requirePermission } from '../caller.js';
import { denied } from '../graph-error.js';

export function requireRead(caller: GraphCaller): void {
  requirePermission(caller, 'Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All');
}

/** The permission, and for a person the role of an administrator as well. */
export function requireWrite(caller: GraphCaller, permission = 'Application.ReadWrite.All'): void {
  requirePermission(caller, permission);
  if (caller.user && !caller.user.admin) throw denied();
}
