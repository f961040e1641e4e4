import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import type { Inbound } from '../call/inbound.js';
import type { Exchange } from '../server/exchange-table.js';
import { EventStream } from './event-stream.js';
import type { HttpCall } from './http-call.js';
import { modernStatus } from './modern-status.js';

/** An exchange that ends in an HTTP answer: one JSON body, or an event stream once a notice came first. */
export class HttpExchange implements Exchange {
  /** Settles when the answer was written; rejects with the refusal that the application has to answer. */
  readonly done: Promise<void>;
  #stream: EventStream | undefined;
  #finish!: () => void;
  #refuse!: (reason: unknown) => void;

  readonly #call: HttpCall;
  readonly #inbound: Inbound;
  readonly #keepAliveMs: number;

  constructor(call: HttpCall, inbound: Inbound, keepAliveMs: number) {
    this.#call = call;
    this.#inbound = inbound;
    this.#keepAliveMs = keepAliveMs;
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#refuse = reject;
    });
  }

  settle(answer: JSONRPCMessage, fromGate: boolean): void {
    if (this.#stream !== undefined) this.#stream.end(answer);
    else if (this.#inbound.challenge !== undefined) return this.#refuse(this.#inbound.challenge);
    else this.#call.answer(this.#status(answer, fromGate), JSON.stringify(answer));
    this.#finish();
  }

  async notice(notice: JSONRPCMessage): Promise<void> {
    this.#stream ??= new EventStream(this.#call, this.#keepAliveMs);
    await this.#stream.notice(notice);
  }

  /** The client went away: nobody waits for the answer any more. */
  abandon(): void {
    this.#finish();
  }

  #status(answer: JSONRPCMessage, fromGate: boolean): number {
    if (this.#inbound.era === 'legacy') return 200;
    return modernStatus('error' in answer ? answer.error.code : undefined, fromGate);
  }
}
