/**
 * The tables, as TypeScript sees them. Everything that belongs to a person carries that person's tenant and
 * object id (`tid`, `oid`); instants are milliseconds since the epoch, UTC; `*_json` columns hold JSON text.
 */

import type { Generated } from 'kysely';

interface Owned {
  readonly tid: string;
  readonly oid: string;
}

export interface ThreadsTable extends Owned {
  id: string;
  title: string;
  /** The branch that is shown and gone on with. */
  branch: Generated<string>;
  created_at: number;
  updated_at: number;
}

/** Every branch but the first one, which is called `main`. */
export interface BranchesTable {
  thread_id: string;
  id: string;
  /** The branch it was made from. */
  parent: string;
  /** Position of the last message it shares with its parent; 0: none. */
  after_position: number;
  created_at: number;
}

export interface MessagesTable {
  thread_id: string;
  /** Order inside the thread, from 1, across its branches. */
  position: number;
  branch: Generated<string>;
  id: string;
  run_id: string | null;
  role: string;
  /** Plain text for search. */
  text: string;
  /** The AG-UI message. */
  message_json: string;
  /** What only the model needs to go on (encrypted reasoning), bound to its deployment. */
  model_json: string | null;
  created_at: number;
}

/** `running` until its last event is written. */
export type RunState = 'running' | 'success' | 'interrupt' | 'cancelled' | 'error';

export interface RunsTable extends Owned {
  id: string;
  thread_id: string;
  branch: Generated<string>;
  state: RunState;
  started_at: number;
  ended_at: number | null;
  code: string | null;
  usage_json: string | null;
  /** Until when the process that executes the run vouches for it; a running run past it has crashed. */
  lease_until: number;
  /** 1: its owner asked, perhaps of another replica, that it be cancelled; 2: that it be if nobody watches it. */
  cancel_requested: number;
}

export interface RunEventsTable {
  run_id: string;
  /** From 1, without gaps. */
  seq: number;
  event_json: string;
}

export interface InterruptsTable extends Owned {
  id: string;
  thread_id: string;
  run_id: string;
  /** The AG-UI interrupt. */
  interrupt_json: string;
  /** What the server needs to go on: the tool call it belongs to, request state, attempts. */
  state_json: string;
  status: 'open' | 'resolved' | 'cancelled';
  expires_at: number;
  answered_by: string | null;
}

export interface ToolPoliciesTable extends Owned {
  /** Empty: for every thread. */
  thread_id: string;
  server: string;
  tool: string;
  /** `allow`: runs without asking; `seen`: the definition that was first met. */
  decision: 'allow' | 'seen';
  definition_hash: string;
  updated_at: number;
}

export interface NotesTable extends Owned {
  id: string;
  title: string;
  text: string;
  created_at: number;
}

export interface OAuthProxyEntriesTable {
  key: string;
  value: string;
  /** Milliseconds since the epoch. */
  expires_at: number;
}

export interface AuditRecordsTable extends Owned {
  /** Sorts by time. */
  id: string;
  name: string;
  at: number;
  /** Empty where the act was no tool's. */
  tool: string;
  outcome: string;
  record_json: string;
}

/** One row that readiness writes. */
export interface StoreProbeTable {
  id: number;
  at: number;
}

export interface Tables {
  threads: ThreadsTable;
  branches: BranchesTable;
  messages: MessagesTable;
  runs: RunsTable;
  run_events: RunEventsTable;
  interrupts: InterruptsTable;
  tool_policies: ToolPoliciesTable;
  notes: NotesTable;
  oauth_proxy_entries: OAuthProxyEntriesTable;
  audit_records: AuditRecordsTable;
  store_probe: StoreProbeTable;
}
