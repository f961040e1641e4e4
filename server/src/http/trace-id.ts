import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Trace id of a request: the caller's (W3C Trace Context `traceparent`) where it is well formed, else a new one. */
export function traceIdOf(request: IncomingMessage): string {
  const header = request.headers['traceparent'];
  const match = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  // Node keeps random UUIDs ready; random bytes cost a call into the system each time.
  return match?.[1] ?? randomUUID().replaceAll('-', '');
}
