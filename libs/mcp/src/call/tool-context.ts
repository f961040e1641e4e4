import type { LoggingLevel, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { Era } from '../era.js';

/**
 * How a person answered a question. `content` is validated.
 *
 * @example
 * if (answer.action === 'accept') await this.notes.remove(answer.content.id);
 */
export type ElicitAnswer<T> =
  | { readonly action: 'accept'; readonly content: T }
  | { readonly action: 'decline' | 'cancel' };

/**
 * A form to show to the person who uses the client.
 *
 * @example
 * const answer = await context.elicit({ message: 'Which one?', schema: z.object({ id: z.string() }) });
 */
export interface ElicitQuestion<S extends StandardSchemaWithJSON> {
  readonly message: string;
  /** A flat object of strings, numbers, booleans and enums (MCP elicitation). */
  readonly schema: S;
  /** Tells several questions of one tool apart; default: by order. */
  readonly key?: string;
}

/**
 * What a client sent in the later rounds of a call, for tools that return `inputRequired()` themselves.
 *
 * @example
 * const { step } = input.state<{ step: number }>() ?? { step: 1 };
 */
export interface InputRound {
  /** Answers by key, as received: not validated. */
  readonly responses?: Readonly<Record<string, unknown>>;
  /** The payload that an earlier round sealed; its signature was checked. */
  state<T>(): T | undefined;
  /** Signs a payload for `requestState`. Readable by the client: no secrets. Bound to caller, tool and arguments. */
  seal(payload: unknown): Promise<string>;
}

/**
 * Last argument of every tool, prompt, resource and completer. Belongs to one call.
 *
 * @example
 * async find({ query }: { query: string }, { user, signal, progress }: ToolContext<Caller>) {
 *   await progress(1, 2, 'Searching');
 *   return this.search.find(user, query, signal);
 * }
 */
export interface ToolContext<User = unknown> {
  /** The caller, as the module's `caller` option gave it. */
  readonly user: User;
  /** Aborted when the client goes away or cancels this call. */
  readonly signal: AbortSignal;
  /** The client's JSON-RPC id. */
  readonly requestId: string | number;
  readonly era: Era;
  /** Name and version of the client, where it said so; not verified. */
  readonly client?: { readonly name: string; readonly version: string };
  /** What the client says it can do; by request on 2026-07-28, unknown and empty before. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** URI that was asked for; of resources only. */
  readonly uri?: URL;
  /** `_meta` of the request, without the protocol's own keys. */
  readonly meta: Readonly<Record<string, unknown>>;
  readonly input: InputRound;
  /** Reports progress, where the client asked for it. Await it: it waits for a slow reader. */
  readonly progress: (progress: number, total?: number, message?: string) => Promise<void>;
  /** Sends a log message to the client, where it asked for them. */
  readonly log: (level: LoggingLevel, data: unknown, logger?: string) => Promise<void>;
  /**
   * Asks the person something. On MCP 2026-07-28 the call ends here and the client calls again with the answer, so
   * **the method runs again from its start**: do what has effects after the last question. Throws
   * `ElicitationError` (`elicitation_unavailable`) where the client cannot show forms or the connection is stateless 2025.
   */
  readonly elicit: <S extends StandardSchemaWithJSON>(
    question: ElicitQuestion<S>,
  ) => Promise<ElicitAnswer<StandardSchemaWithJSON.InferOutput<S>>>;
}
