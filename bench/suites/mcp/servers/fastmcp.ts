/** fastmcp for TypeScript, with sessions: the fastest peer. */
import { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { port, toolNames, verify } from './start.ts';

const silent = (): void => undefined;
const server = new FastMCP({
  logger: { debug: silent, error: silent, info: silent, log: silent, warn: silent },
  name: 'bench',
  version: '1.0.0',
  authenticate: async (request) => {
    const payload = await verify(request?.headers.authorization).catch(() => undefined);
    if (payload === undefined) throw new Response(null, { status: 401 });
    return { oid: payload['oid'] };
  },
});
for (const name of toolNames) {
  server.addTool({
    name,
    description: 'Answers.',
    parameters: z.object({
      text: z.string(),
      times: z.number().int().optional(),
      loud: z.boolean().optional(),
      tag: z.string().optional(),
    }),
    execute: async ({ text }) => `pong ${text}`,
  });
}
await server.start({
  transportType: 'httpStream',
  httpStream: { port, host: '127.0.0.1', enableJsonResponse: true } as { port: number },
});
