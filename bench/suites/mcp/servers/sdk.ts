/** The SDK alone: a server per request behind its own handler, as its documentation shows it. */
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { listen, toolNames, verify } from './start.ts';

const handler = toNodeHandler(
  createMcpHandler(() => {
    const mcp = new McpServer({ name: 'bench', version: '1.0.0' });
    for (const name of toolNames) {
      const inputSchema = z.object({
        text: z.string(),
        times: z.number().int().optional(),
        loud: z.boolean().optional(),
        tag: z.string().optional(),
      });
      mcp.registerTool(name, { description: 'Answers.', inputSchema }, ({ text }) => ({
        content: [{ type: 'text', text: `pong ${text}` }],
      }));
    }
    return mcp;
  }),
);

listen(
  createServer((request, response) => {
    verify(request.headers.authorization).then(
      () => handler(request, response),
      () => response.writeHead(401).end(),
    );
  }),
);
