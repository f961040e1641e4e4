import type { Era } from '../era.js';

/**
 * How a call ended. `refused`: scopes or roles were missing. `aborted`: the client went away first.
 *
 * @example
 * const failed = (outcome: CallOutcome) => outcome === 'error';
 */
export type CallOutcome = 'ok' | 'error' | 'input_required' | 'refused' | 'aborted';

/**
 * Who sent an audited call, as objects of the application: not for the record as a whole.
 *
 * @example
 * audit: (record, { caller }) => store.add((caller as Caller).name, record)
 */
export interface CallSource {
  /** The caller, as the module's `caller` option gave it. */
  readonly caller: unknown;
  /** The framework's request; absent where the client is in this process. */
  readonly request?: unknown;
}

/**
 * One audited call. No token, no result; arguments only where the module's option says so.
 *
 * @example
 * McpModule.forRoot({ ...options, audit: ({ name, caller, outcome }: CallRecord) => store.add(name, caller, outcome) });
 */
export interface CallRecord {
  readonly event: 'mcp_call';
  /** `tools/call`, `prompts/get` or `resources/read`. */
  readonly method: string;
  /** Name of the tool or prompt, or URI of the resource. */
  readonly name: string;
  /** The caller's public id (Entra: `oid`); empty where there is none. */
  readonly caller: string;
  /** What the operation needed. */
  readonly scopes: readonly string[];
  readonly outcome: CallOutcome;
  /** Code of the failure, where there was one. */
  readonly code?: string;
  /** Milliseconds, one decimal. */
  readonly ms: number;
  readonly era: Era;
  readonly traceId?: string;
  /** What the client declares of itself; not verified. */
  readonly client?: { readonly name: string; readonly version: string };
  /** SHA-256 of the arguments as JSON text, hexadecimal; of tools and prompts. */
  readonly argumentsHash?: string;
  readonly arguments?: unknown;
}
