/** A model service that says the time at a steady pace: whoever hears it knows how late it is. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an answer is given: so many tokens, so far apart. */
export interface Pace {
  readonly tokens: number;
  readonly everyMs: number;
}

/** Azure OpenAI's Responses API as far as a stream of text goes. */
export class PacedModel {
  pace: Pace = { tokens: 1, everyMs: 0 };
  #held?: Promise<void>;
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', 4096, resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers from now on stand still after their first token, until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    this.pace = { tokens: 1, everyMs: 0 };
    return resolve;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for await (const _ of request);
    const { tokens, everyMs } = this.pace;
    const held = this.#held;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let said = 0;
    const say = (): void => {
      said += 1;
      response.write(frame('response.output_text.delta', { item_id: 'm', delta: `${performance.now()} ` }));
      if (said < tokens) return;
      clearInterval(timer);
      void finish();
    };
    const finish = async (): Promise<void> => {
      await held;
      response.end(frame('response.completed', { response: { id: 'r', output: [], usage: null } }));
    };
    const timer = everyMs > 0 ? setInterval(say, everyMs) : undefined;
    response.on('close', () => clearInterval(timer));
    if (timer === undefined) while (said < tokens) say();
  }
}

function frame(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}
