import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ExchangedToken,
  ExchangeRequest,
  OboError,
  RefusedToken,
  TokenExchanger,
  UserAssertion,
} from '#libs/obo';
import { DownstreamApi } from '../../src/downstream/downstream-api.js';
import { GraphClient } from '../../src/downstream/graph.client.js';
import { SearchClient } from '../../src/downstream/search.client.js';

export const user: UserAssertion = { token: 'incoming', tid: 'tenant', oid: 'ada', appOnly: false };

/** Counts what is exchanged and refused; the exchange itself has its own specs. */
export class CountingExchanger {
  readonly asked: ExchangeRequest[] = [];
  refused = 0;
  /** What a request with claims is refused with. */
  refusal: OboError | undefined;

  exchange(_user: UserAssertion, request: ExchangeRequest): Promise<ExchangedToken> {
    this.asked.push(request);
    if (request.claims !== undefined && this.refusal !== undefined) return Promise.reject(this.refusal);
    return Promise.resolve({ accessToken: `exchanged-${String(this.asked.length)}` } as ExchangedToken);
  }

  exchangeAgain(
    user: UserAssertion,
    request: ExchangeRequest,
    { claims }: RefusedToken,
  ): Promise<ExchangedToken> {
    this.refused += 1;
    return this.exchange(user, { ...request, claims });
  }
}

/** Answers one request, or keeps silent. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An answer with a JSON body. */
export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

/** An API on loopback that answers as told, and the clients that call it. */
export class ServedApi {
  /** Answers in their order; the last one stays. */
  answers: Answer[] = [];
  readonly seen: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  readonly exchanger = new CountingExchanger();
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.seen.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      answer?.(request, response);
    });
  });

  static async start(): Promise<ServedApi> {
    const api = new ServedApi();
    await new Promise<void>((resolve) => {
      api.#server.listen(0, '127.0.0.1', resolve);
    });
    return api;
  }

  /** The clients, patient enough for a busy machine unless told otherwise. */
  clients(requestTimeoutMs = 20_000): { graph: GraphClient; search: SearchClient } {
    const origin = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    const search = { endpoint: `${origin}/search/`, index: 'hand book', apiVersion: '2026-05-01-preview' };
    const options = { graphEndpoint: origin, search, requestTimeoutMs };
    const api = new DownstreamApi(this.exchanger as unknown as TokenExchanger, options);
    return { graph: new GraphClient(api, options), search: new SearchClient(api, options) };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

/** What a promise rejects with. */
export async function fault(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const [result] = await Promise.allSettled([call]);
  return (result as PromiseRejectedResult).reason as Record<string, unknown>;
}
