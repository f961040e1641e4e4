/**
 * A node:http server around fetch-style handlers: streams both ways, signals to handlers that the client left, and
 * cuts the socket on `ConnectionReset`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { RequestJournal } from './journal.js';
import { ConnectionReset, type Handler } from './handler.js';
import type { TlsOptions } from './tls.js';

const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** Above anything that a client of the stand-ins needs to send. */
const MAX_BODY = 16 * 1024 * 1024;

/** What the server needs beside its handler. */
export interface ServerOptions {
  readonly journal: RequestJournal;
  /** Origin that request URLs are resolved against. */
  readonly url: () => string;
  /** Listens for https where given. */
  readonly tls?: TlsOptions;
}

/** A server, not yet listening, around one handler. */
export function serverFor(handler: Handler, options: ServerOptions): Server {
  const listener = (message: IncomingMessage, out: ServerResponse) =>
    void serve(handler, options, message, out);
  return options.tls ? createSecureServer(options.tls, listener) : createServer(listener);
}

async function serve(
  handler: Handler,
  options: ServerOptions,
  message: IncomingMessage,
  out: ServerResponse,
) {
  if (refuse(message, options.url(), out)) return;
  const leaving = new AbortController();
  out.on('close', () => leaving.abort());
  let request: Request | undefined;
  let status = 0;
  try {
    request = toRequest(message, options.url(), leaving.signal);
    const response = await respond(handler, request);
    ({ status } = response);
    await send(response, out);
  } catch {
    // Cut on purpose, or the client left: there is nobody to tell.
    out.destroy();
  } finally {
    if (request) options.journal.record(request, status);
  }
}

/** Refuses what cannot become a `Request`, or is too large, before any handler sees it. */
function refuse(message: IncomingMessage, url: string, out: ServerResponse): boolean {
  const tooLarge = Number(message.headers['content-length'] ?? 0) > MAX_BODY;
  const malformed = !URL.canParse(message.url ?? '/', url) || message.method === 'TRACE';
  if (!tooLarge && !malformed) return false;
  out.writeHead(tooLarge ? 413 : 400, { 'content-type': 'application/json', connection: 'close' });
  out.end(JSON.stringify({ error: tooLarge ? 'content_too_large' : 'bad_request' }));
  return true;
}

function writeHead(response: Response, out: ServerResponse): void {
  const cookies = response.headers.getSetCookie();
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') out.setHeader(name, value);
  }
  if (cookies.length > 0) out.setHeader('set-cookie', cookies);
  out.writeHead(response.status);
}

function toRequest(message: IncomingMessage, url: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (let at = 0; at < message.rawHeaders.length; at += 2) {
    headers.append(message.rawHeaders[at] ?? '', message.rawHeaders[at + 1] ?? '');
  }
  const method = message.method ?? 'GET';
  if (WITHOUT_BODY.has(method))
    return new Request(new URL(message.url ?? '/', url), { method, headers, signal });
  const body = Readable.toWeb(message) as unknown as ReadableStream<Uint8Array>;
  const init: RequestInit & { duplex: 'half' } = { method, headers, signal, body, duplex: 'half' };
  return new Request(new URL(message.url ?? '/', url), init);
}

async function respond(handler: Handler, request: Request): Promise<Response> {
  try {
    const answer = await handler(request);
    return (
      answer ?? Response.json({ error: 'not_found', path: new URL(request.url).pathname }, { status: 404 })
    );
  } catch (error) {
    if (error instanceof ConnectionReset || request.signal.aborted) throw error;
    return Response.json({ error: 'server_error', message: String(error) }, { status: 500 });
  }
}

/** Sends a response, streaming its body with back pressure. */
async function send(response: Response, out: ServerResponse): Promise<void> {
  writeHead(response, out);
  if (!response.body) {
    out.end();
    return;
  }
  out.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as unknown as NodeReadableStream), out);
}
