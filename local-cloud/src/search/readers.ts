/** Who may read what: the caller's groups, worked out from the token and the demo directory. */
import { CONTOSO_TENANT_ID, DEMO_USERS } from '../demo.js';
import type { VerifiedClaims } from '../handler.js';
import type { HandbookDocument, ReaderGroup } from './handbook-document.js';

const DEPARTMENT_GROUPS: Readonly<Record<string, readonly ReaderGroup[]>> = {
  Finance: ['finance'],
  Sales: ['sales'],
  Research: ['research'],
};

/** People on the board's distribution list, by their key in the demo directory. */
const BOARD: readonly string[] = ['ada'];

/** Groups of the person a token was issued for. Somebody unknown, or an app without a person, reads as a guest. */
export function groupsOf(claims: VerifiedClaims): ReadonlySet<ReaderGroup> {
  const user = DEMO_USERS.find(({ oid }) => oid === claims['oid']);
  if (!user || user.homeTenantId !== CONTOSO_TENANT_ID) return new Set(['guests']);
  const groups: ReaderGroup[] = ['employees', ...(DEPARTMENT_GROUPS[user.department] ?? [])];
  if (BOARD.includes(user.key)) groups.push('board');
  return new Set(groups);
}

/** Whether one of the groups may read a document. */
export function mayRead(document: HandbookDocument, groups: ReadonlySet<ReaderGroup>): boolean {
  return document.readers.some((group) => groups.has(group));
}
