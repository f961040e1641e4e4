/** The floor: `node:http`, one token verified with jose per request, and a fixed answer. No MCP at all. */
import { createServer } from 'node:http';
import { listen, verify } from './start.ts';

listen(
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      verify(request.headers.authorization).then(
        () => {
          const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id: unknown };
          const result = { content: [{ type: 'text', text: 'pong hi' }] };
          const body = JSON.stringify({ jsonrpc: '2.0', id, result });
          response.writeHead(200, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          });
          response.end(body);
        },
        () => response.writeHead(401).end(),
      );
    });
  }),
);
