/** Options of the chat, filled in by the composition root. */
import type { Caller } from '#libs/entra-auth';
import type { ChatAct } from './agent/acts.js';
import type { ModelOptions } from './model/openai-client.js';
import type { McpClient } from './toolbox/connection.js';
import type { TokenNeed } from './toolbox/server-token.js';

/** A foreign MCP server. `user`: reached with a token exchanged for `audience`, never with the caller's own. */
export interface McpServerOptions {
  readonly url: string;
  readonly auth: 'none' | 'user';
  readonly audience?: string;
  /** Name for people; the configured name otherwise. */
  readonly title?: string;
}

/** Limits of a run. Times are milliseconds. */
export interface ChatLimits {
  /** Model rounds of one run. */
  readonly rounds: number;
  /** Tool calls of one run. */
  readonly calls: number;
  /** Tool calls at once. */
  readonly parallelCalls: number;
  readonly callTimeoutMs: number;
  /** Bytes (UTF-8) of a tool's result that the model sees; the store keeps the whole. */
  readonly resultBytesToModel: number;
  /** The same for results of earlier questions: the model can call the tool again. */
  readonly earlierResultBytesToModel: number;
  /** Tokens of history that go to the model, estimated; whole turns are left out beyond it. */
  readonly historyTokens: number;
  /** How long a run goes on with nobody listening. */
  readonly unwatchedMs: number;
  readonly heartbeatMs: number;
  /** How long a question to the person stays open. */
  readonly interruptMs: number;
  readonly connectTimeoutMs: number;
  /** Bytes a foreign server may answer with to one request. */
  readonly responseBytes: number;
  /** A listener that takes nothing for this long is dropped; it may come back with `Last-Event-ID`. */
  readonly stuckReaderMs: number;
}

/** The numbers of the contract, and defaults where it gives none. */
export const DEFAULT_LIMITS: ChatLimits = {
  rounds: 8,
  calls: 16,
  parallelCalls: 4,
  callTimeoutMs: 60_000,
  resultBytesToModel: 64 * 1024,
  earlierResultBytesToModel: 8 * 1024,
  // What is common to deployments of today, with room for tools and an answer.
  historyTokens: 96_000,
  unwatchedMs: 120_000,
  heartbeatMs: 15_000,
  interruptMs: 3_600_000,
  connectTimeoutMs: 5_000,
  responseBytes: 4 * 1024 * 1024,
  stuckReaderMs: 60_000,
};

/** Which token an `auth: user` server needs. */
export interface ServerTokenRequest extends TokenNeed {
  readonly audience: string;
}

/** Options of `ChatModule.forRootAsync`. */
export interface ChatOptions {
  /** Absent: the chat answers 503 `chat_not_configured`. */
  readonly model?: ModelOptions;
  /** Name -> foreign MCP server. */
  readonly servers: Readonly<Record<string, McpServerOptions>>;
  /** This server's own tools, over MCP in process, as the given caller. */
  readonly inProcess: { connect(caller: Caller): Promise<McpClient> };
  /** Token for the audience of an `auth: user` server, on behalf of the caller. */
  readonly exchange?: (caller: Caller, request: ServerTokenRequest, signal?: AbortSignal) => Promise<string>;
  /** Name of this server among the tool servers. */
  readonly publicName: string;
  /** Audience of this server's own tools, as shown beside their results. */
  readonly audience?: string;
  /** Days a thread is kept after its last run; 0: nothing is kept after a run. */
  readonly retentionDays: number;
  readonly limits?: Partial<ChatLimits>;
  /** True for a caller whose sign-in has ended: their runs stop, and their streams end. Default: never. */
  readonly isSignedOut?: (caller: Caller) => boolean;
  /** Called for every tool call of a run that ended, and every answer to an approval. Must not throw. */
  readonly audit?: (act: ChatAct) => void;
}

/** Injection token of {@link ChatOptions}. */
export const CHAT_OPTIONS = Symbol('ChatOptions');
