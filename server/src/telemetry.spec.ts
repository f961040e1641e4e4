import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { startTelemetry } from './telemetry.js';

describe('startTelemetry', () => {
  it('sends the spans of the libraries to the collector before it stops', async () => {
    const received: { path: string | undefined; body: string }[] = [];
    const collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ path: request.url, body: Buffer.concat(chunks).toString('utf8') });
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    try {
      const stop = await startTelemetry(`http://127.0.0.1:${port}/`);
      trace.getTracer('test').startSpan('tools/call secure_ping').end();
      await stop();
      expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
      expect(received[0]?.body).toContain('tools/call secure_ping');
      expect(received[0]?.body).toContain('torii');
    } finally {
      await new Promise((resolve) => collector.close(resolve));
    }
  });

  it('does nothing where no collector is named', async () => {
    await expect((await startTelemetry(undefined))()).resolves.toBeUndefined();
  });
});
