import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { RequestAuthenticator } from '#libs/entra-auth';
import { quantile } from './measure.ts';

/** How a valid caller fared, and how many hostile tokens came meanwhile. */
export interface FloodResult {
  /** 99th percentile of a request over HTTP, in milliseconds. */
  readonly p99: number;
  readonly failures: number;
  readonly hostilePerSecond: number;
}

interface CallerReport {
  readonly times: readonly number[];
  readonly failures: number;
}

/**
 * A valid caller asks over HTTP, from a thread of its own, while tokens with unknown key ids reach the same gate at
 * `perSecond`. These are handed to the gate in process: over HTTP the sockets, not the keys, would be measured.
 */
export async function flood(
  gate: RequestAuthenticator,
  good: readonly string[],
  hostile: readonly string[],
  perSecond: number,
  durationMs: number,
): Promise<FloodResult> {
  const server = createServer((request, response) => {
    authenticate(gate, request).then(
      () => response.end('{}'),
      () => response.writeHead(401).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/me`;
  const source = perSecond > 0 ? pour(gate, hostile, perSecond) : undefined;
  const report = await call(url, good, durationMs);
  const sent = source?.stop() ?? 0;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return {
    p99: quantile(report.times, 0.99),
    failures: report.failures,
    hostilePerSecond: Math.round((sent * 1000) / durationMs),
  };
}

/** The gate answers without a promise where it needs none. */
async function authenticate(
  gate: RequestAuthenticator,
  request: Parameters<RequestAuthenticator['authenticate']>[0],
): Promise<void> {
  await gate.authenticate(request);
}

/** Sends hostile tokens in small portions, each as many as the clock says are due. */
function pour(gate: RequestAuthenticator, hostile: readonly string[], perSecond: number) {
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - start) / 1000) * perSecond;
    for (let portion = 0; sent < due && portion < 100; portion += 1, sent += 1) {
      const authorization = `Bearer ${hostile[sent % hostile.length]}`;
      const request = { headers: { authorization }, rawHeaders: ['authorization', authorization] };
      authenticate(gate, request).catch(() => undefined);
    }
  }, 1);
  return {
    stop: (): number => {
      clearInterval(timer);
      return sent;
    },
  };
}

function call(url: string, tokens: readonly string[], durationMs: number): Promise<CallerReport> {
  const worker = new Worker(new URL('./caller.worker.ts', import.meta.url), {
    workerData: { url, tokens, durationMs },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
