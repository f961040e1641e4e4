import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Fastify's reply, as far as it is needed. */
interface FastifyReplyLike {
  readonly raw: ServerResponse;
  hijack(): unknown;
  getHeaders(): OutgoingHttpHeaders;
  code(status: number): FastifyReplyLike;
  header(name: string, value: string): FastifyReplyLike;
  send(body: string): unknown;
}

/** Marks a body that the framework could not read. */
export const BODY_FAULT = Symbol('torii.mcp.body-fault');

/** Why the framework could not read a body. */
export type BodyFault = 'not_json' | 'too_large' | 'media_type';

/** One HTTP request and its answer, the same on Fastify, Express and a bare `node:http` pair. */
export class HttpCall {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  readonly #fastify: FastifyReplyLike | undefined;

  constructor(
    /** The framework's own request: what guards and the module's `caller` option get. */
    readonly request: unknown,
    reply: unknown,
  ) {
    this.raw = (request as { raw?: IncomingMessage }).raw ?? (request as IncomingMessage);
    this.#fastify = 'hijack' in (reply as object) ? (reply as FastifyReplyLike) : undefined;
    this.response = this.#fastify?.raw ?? (reply as ServerResponse);
  }

  get method(): string {
    return this.raw.method ?? 'GET';
  }

  get headers(): IncomingMessage['headers'] {
    return this.raw.headers;
  }

  get body(): unknown {
    return (this.request as { body?: unknown }).body;
  }

  get bodyFault(): BodyFault | undefined {
    return (this.raw as { [BODY_FAULT]?: BodyFault })[BODY_FAULT];
  }

  /** Answers once, with the headers that the framework's hooks set. Past Fastify's `send`, as there is nothing to serialise. */
  answer(
    status: number,
    body: string,
    type = 'application/json; charset=utf-8',
    headers: Readonly<Record<string, string>> = {},
  ): void {
    if (this.response.headersSent || this.response.destroyed) return;
    this.#fastify?.hijack();
    this.response.writeHead(status, {
      ...this.#fastify?.getHeaders(),
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      ...headers,
    });
    this.response.end(body);
  }

  /** Answers with an empty body. */
  empty(status: number): void {
    if (this.response.headersSent || this.response.destroyed) return;
    this.#takeOver();
    this.response.writeHead(status);
    this.response.end();
  }

  /** A JSON-RPC error that stands outside of any request. */
  error(status: number, code: number, message: string, headers?: Record<string, string>): void {
    this.answer(
      status,
      JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null }),
      undefined,
      headers,
    );
  }

  /** Opens an event stream and hands the socket over; headers set by the framework's hooks are kept. */
  openStream(headers: Readonly<Record<string, string>>, status = 200): ServerResponse {
    this.#takeOver();
    this.response.writeHead(status, { ...headers });
    return this.response;
  }

  header(name: string, value: string): void {
    if (this.#fastify === undefined) this.response.setHeader(name, value);
    else this.#fastify.header(name, value);
  }

  #takeOver(): void {
    if (this.#fastify === undefined) return;
    this.#fastify.hijack();
    for (const [name, value] of Object.entries(this.#fastify.getHeaders())) {
      if (value !== undefined) this.response.setHeader(name, value);
    }
  }
}
