/** What one run works with. */
import type { Caller } from '#libs/entra-auth';
import type { ChatLimits } from '../chat-options.js';
import type { Conversation } from './conversation.js';
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
  /** Aborted with a {@link RunStopped}. */
  readonly signal: AbortSignal;
}

/** Why a run was stopped from outside. */
export class RunStopped extends Error {
  constructor(readonly why: 'cancelled' | 'unwatched' | 'shutdown') {
    super(`the run was stopped: ${why}`);
    this.name = 'RunStopped';
  }
}
