import { LOG_LEVEL_META_KEY, type Notification } from '@modelcontextprotocol/server';
import type { Inbound } from '../call/inbound.js';
import type { McpRequest } from '../call/mcp-request.js';
import type { ToolContext } from '../call/tool-context.js';
import type { Exchange, Incoming } from '../server/exchange-table.js';

type Members = Readonly<Record<string, unknown>>;

/** Severity of log levels (RFC 5424), least first. */
const LEVELS = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];
const RESERVED = 'io.modelcontextprotocol/';

/** A first-round call that runs without the SDK's server in between. Makes nothing that is not asked for. */
export class DirectRequest implements McpRequest {
  readonly inbound: Inbound;
  readonly method: string;
  readonly id: string | number;
  readonly inputResponses = undefined;
  readonly state = undefined;
  cancelled = false;
  readonly #exchange: Exchange;
  #controller: AbortController | undefined;

  constructor({ id, method }: Incoming, inbound: Inbound, exchange: Exchange) {
    this.inbound = inbound;
    this.method = method;
    this.id = id;
    this.#exchange = exchange;
  }

  /** All of `_meta`: of the envelope only the protocol's own members are read. */
  get envelope(): Members {
    return (this.inbound.params?.['_meta'] ?? {}) as Members;
  }

  get meta(): Members {
    return Object.fromEntries(Object.entries(this.envelope).filter(([key]) => !key.startsWith(RESERVED)));
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.cancelled) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  cancel(reason: string): void {
    this.cancelled = true;
    this.#controller?.abort(new Error(reason));
  }

  async notify({ method, params }: Notification): Promise<void> {
    if (!this.cancelled) await this.#exchange.notice({ jsonrpc: '2.0', method, params });
  }

  /** On 2026-07-28 a client asks for log messages with each request; before, all of them are sent. */
  get log(): ToolContext['log'] {
    return async (level, data, logger) => {
      if (this.inbound.era === 'modern') {
        const least = LEVELS.indexOf(String(this.envelope[LOG_LEVEL_META_KEY]));
        if (least < 0 || LEVELS.indexOf(level) < least) return;
      }
      await this.notify({ method: 'notifications/message', params: { level, data, logger } });
    };
  }
}
