import type { JSONRPCMessage, MessageExtraInfo, Transport } from '@modelcontextprotocol/client';
import type { Principal } from '../access/access-policy.js';
import type { OperationAuthorizer } from '../access/authorize-operation.js';
import type { Inbound } from '../call/inbound.js';
import type { Exchange, ExchangeTable, Incoming } from '../server/exchange-table.js';

/** What an in-process connection needs of the endpoint. */
export interface InProcessParts {
  readonly table: ExchangeTable;
  readonly authorizer: OperationAuthorizer;
}

/**
 * A client transport that ends at the shared server of this process instead of a socket: same checks, schemas, errors
 * and audit as `POST /mcp`, in the 2026-07-28 era. Messages are copied through JSON, as a wire would do.
 */
export class InProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: <T extends JSONRPCMessage>(message: T, extra?: MessageExtraInfo) => void;
  readonly #running = new Map<string | number, number>();
  #closed = false;
  readonly #parts: InProcessParts;
  readonly #principal: Principal;
  readonly #listUngranted: boolean;

  constructor(parts: InProcessParts, principal: Principal, listUngranted = false) {
    this.#parts = parts;
    this.#principal = principal;
    this.#listUngranted = listUngranted;
  }

  async start(): Promise<void> {}

  /** Rejects with `HttpChallenge` (`insufficient_scope`, `scopes`) where HTTP would answer 403. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) throw new Error('The connection is closed');
    const copy = copied(message);
    if (!('method' in copy)) return;
    if (!('id' in copy)) return this.#notification(copy);
    const incoming = copy as Incoming;
    const inbound: Inbound = {
      principal: this.#principal,
      listUngranted: this.#listUngranted,
      era: 'modern',
      params: incoming.params,
      id: incoming.id,
    };
    this.#parts.authorizer.authorize(incoming.method, inbound);
    await this.#request(incoming, inbound);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const number of this.#running.values())
      this.#parts.table.cancel(number, 'The connection was closed');
    this.#running.clear();
    this.onclose?.();
  }

  /** Resolves once the answer was delivered, as a refusal in the middle of a call has to reject the same promise. */
  #request(incoming: Incoming, inbound: Inbound): Promise<void> {
    return new Promise((resolve, reject) => {
      const exchange: Exchange = {
        settle: (answer) => {
          this.#running.delete(incoming.id);
          if (inbound.challenge !== undefined) return reject(inbound.challenge);
          this.#deliver(answer);
          resolve();
        },
        notice: async (notice) => this.#deliver(notice),
      };
      const number = this.#parts.table.dispatch(incoming, inbound, exchange);
      this.#running.set(incoming.id, number);
    });
  }

  #notification(message: Extract<JSONRPCMessage, { method: string }>): void {
    if (message.method !== 'notifications/cancelled') return;
    const { requestId, reason } = (message.params ?? {}) as { requestId?: string | number; reason?: string };
    const number = requestId === undefined ? undefined : this.#running.get(requestId);
    if (number === undefined || requestId === undefined) return;
    this.#running.delete(requestId);
    this.#parts.table.cancel(number, reason ?? 'Cancelled');
  }

  #deliver(message: JSONRPCMessage): void {
    if (!this.#closed) this.onmessage?.(copied(message));
  }
}

function copied<T>(message: T): T {
  return JSON.parse(JSON.stringify(message)) as T;
}
