import type { ElicitResult, ElicitRequest, ToolOutcome } from './tool.js';

/** What happens next in a call: it ends, or its server asks. */
export type Happening =
  | { readonly kind: 'ended'; readonly outcome: ToolOutcome }
  | { readonly kind: 'asked'; readonly wanted: ElicitRequest };

/**
 * A call at a server of the 2025 era, which asks the person in the middle of it and waits: the call stays open,
 * in this process, until it is answered.
 */
export class AskingCall {
  readonly #ended: Promise<Happening>;
  #asked!: Promise<Happening>;
  #tell!: (happening: Happening) => void;
  #reply?: (given: ElicitResult) => void;

  constructor(outcome: Promise<ToolOutcome>) {
    this.#ended = outcome.then((result) => ({ kind: 'ended', outcome: result }));
    // Whoever waits is told; while nobody waits, a failure must not become an unhandled rejection.
    this.#ended.catch(() => undefined);
    this.#expectQuestion();
  }

  /** The server asks; resolves with the person's answer. */
  ask(wanted: ElicitRequest): Promise<ElicitResult> {
    this.#tell({ kind: 'asked', wanted });
    return new Promise((resolve) => (this.#reply = resolve));
  }

  /** The person answers. */
  answer(given: ElicitResult): void {
    this.#expectQuestion();
    this.#reply?.(given);
  }

  /** Waits for the end or the next question. */
  next(): Promise<Happening> {
    return Promise.race([this.#ended, this.#asked]);
  }

  #expectQuestion(): void {
    this.#asked = new Promise((resolve) => (this.#tell = resolve));
  }
}
