import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { AuditLog } from '../audit/audit-log.js';
import { startTraces } from './traces.js';

describe('startTraces', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));

  it('sends the spans of the libraries and the records of the audit to the collector before it stops', async () => {
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
      const stop = await startTraces(`http://127.0.0.1:${port}/`);
      trace.getTracer('test').startSpan('tools/call secure_ping').end();
      new AuditLog().write({
        kind: 'tool_call',
        who: { oid: 'oid-of-ada' },
        tool: 'notes_add',
        outcome: 'ok',
      });
      await stop();
      const bodies = Object.fromEntries(received.map(({ path, body }) => [path, body]));
      expect(Object.keys(bodies).toSorted()).toEqual(['/v1/logs', '/v1/traces']);
      expect(bodies['/v1/traces']).toContain('tools/call secure_ping');
      for (const word of ['torii.audit', 'notes_add', 'oid-of-ada'])
        expect(bodies['/v1/logs']).toContain(word);
    } finally {
      await new Promise((resolve) => collector.close(resolve));
    }
  });

  it('does nothing where no collector is named', async () => {
    await expect((await startTraces(undefined))()).resolves.toBeUndefined();
  });
});
