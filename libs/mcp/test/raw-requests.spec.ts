import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { RAW_REQUESTS, sendRaw } from './raw-requests.js';
import { startSample, type Sample } from './sample.js';

/** The SDK alone: what the endpoint must not differ from. */
async function startReference(): Promise<{ readonly url: string; readonly server: Server }> {
  const handler = createMcpHandler(() => {
    const mcp = new McpServer({ name: 'sample', version: '1.0.0' });
    mcp.registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, ({ text }) => ({
      content: [{ type: 'text', text }],
    }));
    return mcp;
  });
  const serve = toNodeHandler(handler);
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, server };
}

describe('raw requests', () => {
  let sample: Sample;
  let reference: Awaited<ReturnType<typeof startReference>>;
  beforeAll(async () => {
    sample = await startSample();
    reference = await startReference();
  });
  afterAll(async () => {
    reference.server.close();
    await sample.close();
  });

  it.each(RAW_REQUESTS.map((request) => [request.title, request] as const))(
    'answers like the SDK alone: %s',
    async (_title, request) => {
      expect(await sendRaw(sample.url, request)).toBe(await sendRaw(reference.url, request));
    },
  );

  it('refuses batches, which the SDK alone would still serve to 2025 clients', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'ping' };
    const batch = { title: '', headers: { 'mcp-protocol-version': '2025-06-18' }, body: [call, call] };
    expect(await sendRaw(sample.url, batch)).toBe('400 -32600 id null');
  });
});
