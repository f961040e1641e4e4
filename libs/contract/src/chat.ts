/** Threads, branches, runs and interrupts of the chat, as the API shows them. */

export interface ThreadSummary {
  readonly id: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** In a search: the words around the first place where they were found in a message. */
  readonly found?: string;
}

/** Another branch of a thread: what stood there before a message was edited or an answer asked for again. */
export interface ThreadBranch {
  readonly id: string;
  /** Id of the last message that it shares with the current branch; absent: none. */
  readonly after?: string;
  /** Id of its first message that differs; absent: it ends where the current branch goes on. */
  readonly next?: string;
  /** True where it was made before the current one. */
  readonly older: boolean;
  /** ISO 8601, UTC; absent for the branch the thread began with. */
  readonly createdAt?: string;
}

export interface ThreadList {
  readonly threads: readonly ThreadSummary[];
  readonly nextCursor?: string;
}

/** A run of a thread, as `GET /api/chat/threads/:id` shows it. */
export interface RunSummary {
  readonly id: string;
  readonly state: 'running' | 'success' | 'interrupt' | 'cancelled' | 'error';
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Open interrupts, where the state is `interrupt`. */
  readonly interrupts?: readonly RunInterrupt[];
  readonly code?: string;
}

/** `GET /api/chat/threads/:id`; `messages` are AG-UI messages. */
export interface ThreadDetail extends ThreadSummary {
  readonly messages: readonly unknown[];
  readonly runs: readonly RunSummary[];
  /** Id of the branch that `messages` are those of. */
  readonly branch: string;
  /** The others, oldest first. */
  readonly branches: readonly ThreadBranch[];
  /** Where there are messages before these: the value of `?before=` for that page. */
  readonly earlier?: string;
}

export type InterruptReason = 'tool_approval' | 'mcp_elicitation' | 'auth_consent' | 'auth_claims';

/** An open question of a run to the person (AG-UI 1.0 interrupt). */
export interface RunInterrupt {
  readonly id: string;
  readonly reason: InterruptReason;
  readonly toolCallId?: string;
  readonly message: string;
  readonly responseSchema: Readonly<Record<string, unknown>>;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}
