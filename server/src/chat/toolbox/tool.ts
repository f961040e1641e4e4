/** Tools as the chat sees them, whichever server they live on. */

/** Hints a server gives about a tool (MCP); a foreign server's are claims, not facts. */
export interface ToolAnnotations {
  readonly title?: string;
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

/** One tool of one server. */
export interface Tool {
  readonly server: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** The schema in the form that model services take. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly annotations: ToolAnnotations;
  /** SHA-256 over all of the above that a server could change behind a remembered decision. */
  readonly definitionHash: string;
  /** Unique among all tools of a round; what the model calls. */
  readonly modelName: string;
  /** Template (RFC 6570) of the resource that shows what a call would change; of own tools only. */
  readonly preview?: string;
  /** True for tools of other servers. */
  readonly foreign: boolean;
}

/** One thing a server wants to know from the person (MCP elicitation). */
export interface ElicitRequest {
  readonly key: string;
  readonly message: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** URL mode: the person does something there. */
  readonly url?: string;
}

/** An answer to {@link ElicitRequest}, as MCP's `ElicitResult`. */
export interface ElicitResult {
  readonly action: 'accept' | 'decline' | 'cancel';
  readonly content?: Readonly<Record<string, unknown>>;
}

/** A sign-in problem inside a tool that the person can solve. */
export interface AuthRequest {
  readonly reason: 'auth_consent' | 'auth_claims';
  readonly code: string;
  readonly scopes?: readonly string[];
  readonly resource?: string;
  readonly claims?: string;
  readonly correlationId?: string;
  readonly entraCode?: string;
}

/** Facts of the exchanged token that a call worked with; never the token. */
export interface TokenUsed {
  readonly audience: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  readonly credential: string;
  readonly fromCache: boolean;
  /** Seconds since the epoch, UTC. */
  readonly expiresAt: number;
  /** Absent where `TOKEN_INSPECTOR` is off. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** What a tool answered. */
export interface ToolResult {
  readonly kind: 'result';
  readonly text: string;
  readonly structured?: unknown;
  readonly isError: boolean;
  /** Audience of the token the tool worked with, where known. */
  readonly audience?: string;
  /** The token that was exchanged for the call, as far as it may be shown. */
  readonly token?: TokenUsed;
}

/** How a call ended: an answer, or a question to the person. */
export type ToolOutcome =
  | ToolResult
  | { readonly kind: 'input'; readonly wanted: readonly ElicitRequest[]; readonly requestState?: string }
  | { readonly kind: 'auth'; readonly wanted: AuthRequest; readonly failure: ToolResult };

/** One call. `given` and `requestState` belong to a call that goes on after a question. */
export interface ToolInvocation {
  readonly id: string;
  readonly tool: Tool;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly given?: Readonly<Record<string, ElicitResult>>;
  readonly requestState?: string;
}

/** A server that is left out of a run. */
export interface UnavailableServer {
  readonly server: string;
  readonly reason: string;
}

/** A failed call, as the model gets it. */
export function failed(text: string, code?: string): ToolResult {
  return { kind: 'result', text, isError: true, ...(code ? { structured: { code } } : {}) };
}
