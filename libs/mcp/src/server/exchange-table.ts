import type { JSONRPCMessage, MessageExtraInfo, RequestId } from '@modelcontextprotocol/server';
import { toAuthInfo, type Inbound } from '../call/inbound.js';

/** One request on a shared server, and where its answer goes. */
export interface Exchange {
  /**
   * Takes the answer, already under the client's own id.
   * @param fromGate true where the protocol refused the request before any handler ran
   */
  settle(answer: JSONRPCMessage, fromGate: boolean): void;
  /** Takes a notice; resolves when there is room for the next one. */
  notice(notice: JSONRPCMessage): Promise<void>;
}

/** What a request brings along. */
export interface Incoming {
  readonly id: RequestId;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

type Deliver = (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
type Classification = NonNullable<MessageExtraInfo['classification']>;

/**
 * Lets many exchanges share one SDK server. Clients choose their ids freely, so each request gets a number of ours
 * while it is inside, and its answer gets the client's id back. Nothing else of a request is kept.
 */
export class ExchangeTable {
  readonly #pending = new Map<number, { readonly exchange: Exchange; readonly id: RequestId }>();
  #last = 0;
  /** The request that is being delivered right now: only protocol gates answer inside this window. */
  #delivering = 0;

  readonly #classification: Classification;
  readonly #deliver: Deliver;

  constructor(classification: Classification, deliver: Deliver) {
    this.#classification = classification;
    this.#deliver = deliver;
  }

  /** Requests that have no answer yet. */
  get size(): number {
    return this.#pending.size;
  }

  /** Hands a request to the server. Returns how to cancel it. */
  serve(incoming: Incoming, inbound: Inbound, exchange: Exchange): (reason: string) => void {
    const number = this.dispatch(incoming, inbound, exchange);
    return (reason) => this.cancel(number, reason);
  }

  /** Hands a request to the server. Returns its number, for `cancel`. */
  dispatch(incoming: Incoming, inbound: Inbound, exchange: Exchange): number {
    const number = ++this.#last;
    this.#pending.set(number, { exchange, id: incoming.id });
    const outer = this.#delivering;
    this.#delivering = number;
    try {
      this.#deliver(
        { jsonrpc: '2.0', id: number, method: incoming.method, params: incoming.params },
        { authInfo: toAuthInfo(inbound), classification: this.#classification },
      );
    } finally {
      this.#delivering = outer;
    }
    return number;
  }

  /** Forgets a request and aborts its handler's signal, and no other one. */
  cancel(number: number, reason: string): void {
    if (!this.#pending.delete(number)) return;
    this.#deliver({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: number, reason },
    });
  }

  /** What the server sends. Requests to a client are refused: a shared server would not know whose answer comes back. */
  async send(message: JSONRPCMessage, relatedRequestId: RequestId | undefined): Promise<void> {
    if (!('method' in message)) {
      const number = Number(message.id);
      const entry = this.#pending.get(number);
      if (entry === undefined) return;
      this.#pending.delete(number);
      entry.exchange.settle({ ...message, id: entry.id }, this.#delivering === number);
      return;
    }
    if ('id' in message) throw new Error('A stateless server cannot send requests to its clients');
    await this.#pending.get(Number(relatedRequestId))?.exchange.notice(message);
  }
}
