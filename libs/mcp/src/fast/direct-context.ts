import {
  LOG_LEVEL_META_KEY,
  type AuthInfo,
  type LoggingLevel,
  type Notification,
} from '@modelcontextprotocol/server';
import type { Era } from '../call/inbound.js';
import type { RunContext } from '../call/run-context.js';
import type { Exchange, Incoming } from './exchange-table.js';

type Members = Readonly<Record<string, unknown>>;

/** Severity of log levels (RFC 5424), least first. */
const LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];
const RESERVED = 'io.modelcontextprotocol/';

/** The context of a call that runs without the SDK's server in between. Makes nothing that is not asked for. */
export class DirectContext implements RunContext {
  readonly mcpReq: RunContext['mcpReq'];
  readonly http: { readonly authInfo: AuthInfo };
  readonly #request: DirectRequest;

  constructor(incoming: Incoming, era: Era, exchange: Exchange, authInfo: AuthInfo) {
    this.#request = new DirectRequest(incoming, era, exchange);
    this.mcpReq = this.#request as RunContext['mcpReq'];
    this.http = { authInfo };
  }

  get cancelled(): boolean {
    return this.#request.cancelled;
  }

  cancel(reason: string): void {
    this.#request.cancel(reason);
  }
}

class DirectRequest {
  readonly id: string | number;
  readonly method: string;
  /** The protocol's own members of `_meta`, among others: only those are read from it. */
  readonly envelope: Members;
  readonly inputResponses: undefined;
  cancelled = false;
  #controller: AbortController | undefined;

  readonly #era: Era;
  readonly #exchange: Exchange;

  constructor(incoming: Incoming, era: Era, exchange: Exchange) {
    this.#era = era;
    this.#exchange = exchange;
    this.id = incoming.id;
    this.method = incoming.method;
    this.envelope = (incoming.params?.['_meta'] ?? {}) as Members;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.cancelled) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** Without the protocol's own members, as the SDK gives it. */
  get _meta(): Members {
    return Object.fromEntries(Object.entries(this.envelope).filter(([key]) => !key.startsWith(RESERVED)));
  }

  cancel(reason: string): void {
    this.cancelled = true;
    this.#controller?.abort(new Error(reason));
  }

  requestState(): undefined {
    return undefined;
  }

  async notify({ method, params }: Notification): Promise<void> {
    if (!this.cancelled) await this.#exchange.notice({ jsonrpc: '2.0', method, params });
  }

  /** On 2026-07-28 a client asks for log messages with each request; before, all of them are sent. */
  async log(level: LoggingLevel, data: unknown, logger?: string): Promise<void> {
    if (this.#era === 'modern') {
      const least = LEVELS.indexOf(String(this.envelope[LOG_LEVEL_META_KEY]));
      if (least < 0 || LEVELS.indexOf(level) < least) return;
    }
    await this.notify({ method: 'notifications/message', params: { level, data, logger } });
  }
}
