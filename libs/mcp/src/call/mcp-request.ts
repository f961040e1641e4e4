import {
  CLIENT_CAPABILITIES_META_KEY,
  type Notification,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { inboundOf, type Inbound } from './inbound.js';
import type { ToolContext } from './tool-context.js';

type Members = Readonly<Record<string, unknown>>;

/** What running a handler needs of its request, whichever way the request came in. */
export interface McpRequest {
  readonly inbound: Inbound;
  /** The JSON-RPC method. */
  readonly method: string;
  readonly id: string | number;
  readonly signal: AbortSignal;
  /** `_meta` without the protocol's own members. */
  readonly meta: Members;
  /** The protocol's own members of `_meta` (2026-07-28). */
  readonly envelope: Members;
  /** Answers to the questions of an earlier round, as received. */
  readonly inputResponses: Members | undefined;
  /** The payload that an earlier round sealed, opened and checked. */
  readonly state: unknown;
  notify(notification: Notification): Promise<void>;
  readonly log: ToolContext['log'];
}

/** A request that an SDK server is handling. */
export class SdkRequest implements McpRequest {
  readonly inbound: Inbound;
  readonly #request: ServerContext['mcpReq'];

  constructor(context: ServerContext) {
    this.inbound = inboundOf(context);
    this.#request = context.mcpReq;
  }

  get method(): string {
    return this.#request.method;
  }

  get id(): string | number {
    return this.inbound.id ?? this.#request.id;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  get meta(): Members {
    return (this.#request._meta as Members | undefined) ?? {};
  }

  get envelope(): Members {
    return this.#request.envelope ?? {};
  }

  get inputResponses(): Members | undefined {
    return this.#request.inputResponses;
  }

  get state(): unknown {
    return this.#request.requestState();
  }

  notify(notification: Notification): Promise<void> {
    return this.#request.notify(notification);
  }

  log: ToolContext['log'] = (level, data, logger) => this.#request.log(level, data, logger);
}

/** What the client says it can do; known by request on 2026-07-28 only. */
export function capabilitiesOf({ envelope }: McpRequest): Members {
  return (envelope[CLIENT_CAPABILITIES_META_KEY] as Members | undefined) ?? {};
}
