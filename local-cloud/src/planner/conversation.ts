/** A conversation in, one step out: what every wire shape of a model comes down to. */

/** The part of JSON Schema that tools use in practice; anything else in a schema is ignored. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly title?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** A function tool as a request offers it. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

/** Arguments of a call: a JSON object. */
export type ToolArguments = Readonly<Record<string, unknown>>;

/** One entry of the conversation, oldest first. */
export type Turn =
  | { readonly kind: 'user'; readonly text: string }
  | { readonly kind: 'assistant'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly arguments: ToolArguments }
  | { readonly kind: 'result'; readonly id: string; readonly output: string };

/** Which tools the model may or must call. A `name` forces that tool. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

export interface Conversation {
  /** System and developer messages, joined. */
  readonly instructions: string;
  readonly turns: readonly Turn[];
  readonly tools: readonly OfferedTool[];
  readonly toolChoice: ToolChoice;
  /** False where the request forbids more than one call in a step. */
  readonly parallelToolCalls: boolean;
}

/** A call the model wants made. */
export interface PlannedCall {
  readonly name: string;
  readonly arguments: ToolArguments;
}

/** What the model does next: calls tools, or answers. */
export type Step =
  | { readonly kind: 'calls'; readonly calls: readonly PlannedCall[] }
  | { readonly kind: 'text'; readonly text: string };

/** The last thing the user said, or an empty string. */
export function lastUserText(conversation: Conversation): string {
  return conversation.turns.findLast((turn) => turn.kind === 'user')?.text ?? '';
}
