/** What an audit record is about. `sign_in`: through the OAuth proxy; `admin`: an act of an administrator or auditor. */
export type AuditKind = 'tool_call' | 'exchange' | 'approval' | 'sign_in' | 'admin';

/** One act, as `GET /api/audit` answers it. Never an argument, a token or a secret. */
export interface AuditRecord {
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  readonly kind: AuditKind;
  /** Whose act it was: tenant and object id (GUIDs), and the name in the token. */
  readonly who: { readonly tid?: string; readonly oid?: string; readonly name?: string };
  /** The client: `azp` of the token was verified, `name` is what the client calls itself. */
  readonly client?: { readonly azp?: string; readonly name?: string };
  /** The agent of Entra Agent ID that acted. */
  readonly agent?: {
    readonly id: string;
    readonly kind: 'agent' | 'agent-user';
    readonly blueprint?: string;
  };
  /** MCP server of the tool; absent for this server's own. */
  readonly server?: string;
  /** Name of the tool, or of an administrative act. */
  readonly tool?: string;
  /** SHA-256 of the arguments as JSON text, hexadecimal. */
  readonly argumentsHash?: string;
  /** `allowed` by policy, or what the person said. */
  readonly decision?: 'allowed' | 'approved' | 'remembered' | 'denied' | 'expired';
  readonly decidedBy?: 'policy' | 'person';
  /** Audience of the exchanged token. */
  readonly audience?: string;
  readonly scopes?: readonly string[];
  /** Id that Entra has the request under, in its sign-in log. */
  readonly correlationId?: string;
  readonly entraCode?: string;
  /** `ok`, `error`, `refused`, `denied`, `expired`, `input_required`, `aborted`. */
  readonly outcome: string;
  /** Code of the failure. */
  readonly code?: string;
  /** The exchanged token came from memory. */
  readonly fromCache?: boolean;
  readonly ms?: number;
  readonly traceId?: string;
}

/** Answer of `GET /api/audit`: newest first. */
export interface AuditPage {
  readonly records: readonly AuditRecord[];
  /** For `?cursor=`: the page before it in time. */
  readonly nextCursor?: string;
  /** Days that a record is kept; 0: records are in the log only. */
  readonly retentionDays: number;
  /** True for a caller with the role `Audit.Read`: everybody's records. */
  readonly everybody: boolean;
}
