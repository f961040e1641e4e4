/**
 * What the chat needs of a language model, and no more. Two wire shapes stand behind it: `responses.ts` and
 * `chat-completions.ts`.
 */

/** One function call the model made; `arguments` is JSON text as the model wrote it. */
export interface ModelCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/**
 * One message of the conversation. `reasoning` is what the model itself asked to be given back (encrypted
 * reasoning); it is only of use to the deployment that made it.
 */
export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly calls: readonly ModelCall[];
      readonly reasoning?: ModelReasoning;
    }
  | { readonly role: 'tool'; readonly callId: string; readonly output: string };

/** Opaque state of a model's turn. */
export interface ModelReasoning {
  readonly deployment: string;
  readonly items: readonly unknown[];
}

/** A tool as the model sees it; `name` matches `^[a-zA-Z0-9_-]{1,64}$`. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Token counts of one model round, as AG-UI names them. */
export interface ModelUsage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  readonly reasoningTokens?: number;
  readonly cachedInputTokens?: number;
}

/** A part of an answer, as it arrives. */
export type ModelPart =
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'call'; readonly id: string; readonly name: string }
  | { readonly type: 'arguments'; readonly id: string; readonly delta: string }
  | { readonly type: 'call-end'; readonly id: string; readonly arguments: string };

/** What comes with the end of a complete answer. */
export interface ModelEnd {
  readonly usage?: ModelUsage;
  readonly reasoning?: ModelReasoning;
  /** The service stopped at its limit of output tokens: what came is not the whole answer. */
  readonly cutOff?: true;
}

/** One round: the whole conversation in, one answer out. */
export interface ModelRequest {
  readonly instructions: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly signal: AbortSignal;
  /** Asked after each piece that was read: where it returns a promise, reading pauses until that resolves. */
  readonly ready?: () => Promise<void> | undefined;
}

/** A model behind one of the two wire shapes. Faults are thrown as `ModelError`; an abort as the signal's reason. */
export interface Model {
  readonly deployment: string;
  /** Calls `take` with each part, in order, and resolves once the answer is complete. */
  answer(request: ModelRequest, take: (part: ModelPart) => void): Promise<ModelEnd>;
}
