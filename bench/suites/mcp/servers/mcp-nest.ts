/** `@rekog/mcp-nest` on Nest and Express, as its README shows it, behind a verification of every request. */
import 'reflect-metadata';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { McpController, McpStrategy, StreamableHttpTransport, Tool } from '@rekog/mcp-nest';
import { z } from 'zod';
import { port, toolNames, verify } from './start.ts';

class Tools {}
for (const name of toolNames) {
  const value = ({ text }: { text: string }): object => ({
    content: [{ type: 'text', text: `pong ${text}` }],
  });
  Object.defineProperty(Tools.prototype, name, { value, configurable: true, writable: true });
  const parameters = z.object({
    text: z.string(),
    times: z.number().int().optional(),
    loud: z.boolean().optional(),
    tag: z.string().optional(),
  });
  const descriptor = Object.getOwnPropertyDescriptor(Tools.prototype, name) as PropertyDescriptor;
  Tool({ name, description: 'Answers.', parameters })(Tools.prototype, name, descriptor);
}
McpController()(Tools);

async function gate(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const payload = await verify(request.headers.authorization).catch(() => undefined);
  if (payload === undefined) response.writeHead(401).end();
  else next();
}

class App {}
Module({ controllers: [Tools] })(App);
const mcp = new McpStrategy({ name: 'bench', version: '1.0.0', transports: [new StreamableHttpTransport()] });
const app = await NestFactory.create(App, new ExpressAdapter(), { logger: ['error'] });
app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
  void gate(request, response, next);
});
mcp.setHttpAdapter(app.getHttpAdapter());
app.connectMicroservice({ strategy: mcp });
await app.startAllMicroservices();
await app.listen(port, '127.0.0.1');
