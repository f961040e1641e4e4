import type { ServerResponse } from 'node:http';
import type { HttpCall } from './http-call.js';

/** Writes a web `Response`: bodies at once through the framework, event streams piece by piece as the reader takes them. */
export async function writeResponse(call: HttpCall, response: Response, signal: AbortSignal): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  if (response.body === null) return call.empty(response.status);
  const { 'content-type': type = 'application/json', 'content-length': _length, ...others } = headers;
  if (!type.startsWith('text/event-stream')) {
    return call.answer(response.status, await response.text(), type, others);
  }
  const { connection: _connection, ...streamHeaders } = headers;
  const socket = call.openStream(streamHeaders, response.status);
  await pump(response.body, socket, signal);
}

async function pump(
  body: ReadableStream<Uint8Array>,
  socket: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  for (;;) {
    const { done, value } = await reader.read();
    if (done || signal.aborted) break;
    if (!socket.write(value)) await drained(socket, signal);
  }
  socket.end();
}

function drained(socket: ServerResponse, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
