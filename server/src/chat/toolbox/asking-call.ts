import type { ElicitResult, ElicitRequest, ToolOutcome } from './tool.js';

/** What happens next in a call: it ends, or its server asks. */
export type CallProgress =
  | { readonly kind: 'ended'; readonly outcome: ToolOutcome }
  | { readonly kind: 'asked'; readonly wanted: ElicitRequest };

/**
 * A call at a server of the 2025 era, which asks the person in the middle of it and waits: the call stays open,
 * in this process, until it is answered.
 */
export class AskingCall {
  readonly #ended: Promise<CallProgress>;
  #asked!: Promise<CallProgress>;
  #notify!: (progress: CallProgress) => void;
  #reply?: (given: ElicitResult) => void;

  constructor(outcome: Promise<ToolOutcome>) {
    this.#ended = outcome.then((result) => ({ kind: 'ended', outcome: result }));
    // While nobody waits, a failure must not become an unhandled rejection.
    this.#ended.catch(() => undefined);
    this.#expectQuestion();
  }

  /** The server asks; resolves with the person's answer. */
  ask(wanted: ElicitRequest): Promise<ElicitResult> {
    this.#notify({ kind: 'asked', wanted });
    return new Promise((resolve) => (this.#reply = resolve));
  }

  /** The person answers. */
  answer(given: ElicitResult): void {
    this.#expectQuestion();
    this.#reply?.(given);
  }

  /** Waits for the end or the next question. */
  next(): Promise<CallProgress> {
    return Promise.race([this.#ended, this.#asked]);
  }

  #expectQuestion(): void {
    this.#asked = new Promise((resolve) => (this.#notify = resolve));
  }
}
