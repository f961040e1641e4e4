/** What one run works with. */
import type { Caller } from '#libs/entra-auth';
import type { ChatAct } from './acts.js';
import type { ChatLimits } from '../chat-options.js';
import type { Conversation } from './conversation.js';
import type { Event } from './events.js';
import type { InterruptAnswer } from './interrupt.js';
import type { Model } from '../model/model.js';
import type { ApprovalPolicy } from './approval-policy.js';
import type { Toolbox } from '../toolbox/toolbox.js';

/** One run of one thread for one caller. */
export interface RunContext {
  readonly threadId: string;
  readonly runId: string;
  readonly caller: Caller;
  readonly conversation: Conversation;
  /** Answers of the person, by id of the tool call they belong to. */
  readonly answers: ReadonlyMap<string, readonly InterruptAnswer[]>;
  readonly model: Model;
  readonly toolbox: Toolbox;
  readonly policy: ApprovalPolicy;
  readonly limits: ChatLimits;
  /** Called for every tool call that ended, and every answer to an approval. */
  readonly audit: (act: ChatAct) => void;
  /** False for clients of AG-UI 0.x, which fail on an outcome that they do not know. */
  readonly knowsCancelled: boolean;
  /** Publishes an event. Where the log can no longer be written the event is dropped, and the run is stopped. */
  readonly emit: (event: Event) => void;
  /** A promise where so much waits for the log that the run must wait, too. */
  readonly ready: () => Promise<void> | undefined;
  /** Aborted with a {@link RunStopped}. */
  readonly signal: AbortSignal;
}

/** Why a run was stopped from outside. */
export class RunStopped extends Error {
  /** `store`: the log of its events cannot be written. */
  constructor(readonly why: 'cancelled' | 'unwatched' | 'shutdown' | 'store' | 'signed_out') {
    super(`the run was stopped: ${why}`);
    this.name = 'RunStopped';
  }
}
