/** Which requests a fault meets, and what the client then sees. */
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionReset } from '../handler.js';
import type { Fault, FaultyService } from './settings.js';

const HTML =
  '<!doctype html><title>Service unavailable</title><h1>Our services are not available right now</h1>';
/** Above the 512 KiB that a careful client accepts. */
const HUGE_BYTES = 1024 * 1024;

/** Service and pattern of its paths. */
export const FAULTY_PATHS: readonly (readonly [FaultyService, RegExp])[] = [
  ['metadata', /\/\.well-known\/openid-configuration$/],
  ['jwks', /\/discovery\/(v2\.0\/)?keys$/],
  ['authorize', /\/oauth2\/(v2\.0\/)?authorize$/],
  ['graph', /^\/v1\.0\//],
  ['search', /^\/search\//],
  ['learn', /^\/learn\//],
  ['managedIdentity', /^\/(msi\/token|metadata\/identity\/)/],
];

/** The faulty answer; `undefined` where the true one should follow (`slow`). */
export async function faultyResponse(
  fault: Partial<Fault>,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const answer = (body: string, type: string, status: number) =>
    new Response(body, { status: fault.status ?? status, headers: headersOf(fault, type) });
  switch (fault.fault ?? 'status') {
    case 'html':
      return answer(HTML, 'text/html; charset=utf-8', 503);
    case 'garbage':
      return answer('{"keys": [{"kty": "RS', 'application/json', 200);
    case 'empty':
      return answer('', 'application/json', 200);
    case 'huge':
      return answer(`{"keys":[],"padding":"${'x'.repeat(HUGE_BYTES)}"}`, 'application/json', 200);
    case 'redirect':
      return new Response(null, {
        status: 302,
        headers: { location: fault.location ?? 'http://127.0.0.2:9/' },
      });
    case 'reset':
      throw new ConnectionReset();
    case 'hang':
      return hang(signal);
    case 'slow':
      await delay(fault.delayMs ?? 1000, undefined, { signal }).catch(() => {
        throw new ConnectionReset();
      });
      return undefined;
    default:
      return answer(JSON.stringify({ error: 'temporarily_unavailable' }), 'application/json', 503);
  }
}

function headersOf(fault: Partial<Fault>, type: string): Headers {
  const headers = new Headers({ 'content-type': type, 'cache-control': 'no-store' });
  if (fault.retryAfter !== undefined) headers.set('retry-after', String(fault.retryAfter));
  return headers;
}

/** Waits until the client gives up. */
function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cut = () => reject(new ConnectionReset());
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
  });
}
