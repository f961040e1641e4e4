import type { TokenUsage } from '@ag-ui/core';

import type { ClaimSet, RunInterrupt, ToolAnnotations } from '#libs/contract';

import type { Fault } from '../faults/fault.js';

/** Where a tool call stands. */
export type ToolState = 'running' | 'waiting' | 'done' | 'failed' | 'denied' | 'cancelled';

/** What a person wrote. */
export interface UserEntry {
  readonly kind: 'user';
  readonly id: string;
  readonly text: string;
}

/** What the assistant wrote; `open` while more is coming. */
export interface TextEntry {
  readonly kind: 'text';
  readonly id: string;
  readonly text: string;
  readonly open: boolean;
}

/** The exchanged token that a call worked with, in facts. */
export interface TokenUsed {
  readonly audience: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  readonly credential: string;
  readonly fromCache: boolean;
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  readonly claims?: ClaimSet;
}

/** One tool call. */
export interface ToolEntry {
  readonly kind: 'tool';
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly server: string;
  readonly annotations: ToolAnnotations;
  /** Arguments as JSON text, possibly not complete yet. */
  readonly argumentsText: string;
  readonly state: ToolState;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly durationMs?: number;
  readonly result?: string;
  /** Audience of the token that the tool used, where it exchanged one. */
  readonly audience?: string;
  /** Stable code of a failure, where the tool gave one. */
  readonly code?: string;
  readonly token?: TokenUsed;
  /** Claims of the person's own token, at the time of the call. */
  readonly incoming?: ClaimSet;
  /** The arguments that the person allowed, where they changed them. */
  readonly edited?: Readonly<Record<string, unknown>>;
}

/** A foreign MCP server could not be reached; the run went on without it. */
export interface NoticeEntry {
  readonly kind: 'notice';
  readonly id: string;
  readonly server: string;
  readonly reason: string;
}

export type Entry = UserEntry | TextEntry | ToolEntry | NoticeEntry;

/** One bar of the run's timeline. Times are milliseconds since the epoch. */
export interface Span {
  readonly id: string;
  readonly kind: 'model' | 'tool';
  readonly label: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly failed?: boolean;
}

export type RunState = 'idle' | 'running' | 'interrupted' | 'error';

/** All that a chat shows: a value, changed only by {@link reduce} and the store. */
export interface Conversation {
  readonly entries: readonly Entry[];
  readonly runState: RunState;
  readonly runId: string | null;
  readonly interrupts: readonly RunInterrupt[];
  readonly fault: Fault | null;
  readonly spans: readonly Span[];
  readonly usage: readonly TokenUsage[];
  /** True when the last run ended because the person stopped it. */
  readonly stopped: boolean;
}

export const EMPTY: Conversation = {
  entries: [],
  runState: 'idle',
  runId: null,
  interrupts: [],
  fault: null,
  spans: [],
  usage: [],
  stopped: false,
};

/** The conversation as a run begins: nothing of the run before is left to decide or to explain. */
export function begun(state: Conversation, runId: string): Conversation {
  return { ...state, runId, runState: 'running', fault: null, interrupts: [], stopped: false };
}
