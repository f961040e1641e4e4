import { once } from 'node:events';
import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionReset, type Handler } from './handler.js';
import { RequestJournal } from './journal.js';
import { serverFor } from './server.js';

const journal = new RequestJournal(Date.now);
const open: Server[] = [];
afterEach(() => open.splice(0).forEach((server) => server.close().closeAllConnections()));

async function serve(handler: Handler): Promise<string> {
  let url = '';
  const server = serverFor(handler, { journal, url: () => url });
  open.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return url;
}

async function raw(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url);
  const message = httpRequest({ hostname, port, path, method: 'POST', headers });
  message.end();
  const [response] = (await once(message, 'response')) as [IncomingMessage];
  response.resume();
  return response;
}

it('carries method, headers, body and several cookies both ways', async () => {
  const url = await serve(async (request) => {
    const headers = new Headers({ 'x-echo': request.headers.get('x-in') ?? '' });
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    return new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, {
      headers,
    });
  });
  const response = await fetch(`${url}/path`, { method: 'PUT', body: 'body', headers: { 'x-in': 'yes' } });
  expect(await response.text()).toBe('PUT /path body');
  expect(response.headers.get('x-echo')).toBe('yes');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

it('streams an answer as it is made, and tells the handler when the client leaves', async () => {
  const left = Promise.withResolvers<void>();
  const url = await serve((request) => {
    request.signal.addEventListener('abort', () => left.resolve());
    return new Response(
      new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('first')) }),
    );
  });
  const client = new AbortController();
  const response = await fetch(url, { signal: client.signal });
  const first = await response.body?.getReader().read();
  expect(Buffer.from(first?.value ?? []).toString()).toBe('first');
  client.abort();
  await left.promise;
});

it('cuts the socket on ConnectionReset, before and in the middle of an answer', async () => {
  const before = await serve(() => {
    throw new ConnectionReset();
  });
  await expect(fetch(before)).rejects.toThrow('fetch failed');
  const middle = await serve(
    () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(Buffer.from('half')),
          pull: (controller) => controller.error(new ConnectionReset()),
        }),
      ),
  );
  const response = await fetch(middle);
  await expect(response.text()).rejects.toThrow('terminated');
});

it('answers 500 to a broken handler and 404 to a path that nobody knows, and lives on', async () => {
  const url = await serve((request) => {
    if (request.url.endsWith('/broken')) throw new TypeError('broken');
    return undefined;
  });
  expect((await fetch(`${url}/broken`)).status).toBe(500);
  expect((await fetch(`${url}/nobody`)).status).toBe(404);
});

it('refuses a malformed target and a body that is too large', async () => {
  const url = await serve(() => new Response('fine'));
  expect((await raw(url, '//')).statusCode).toBe(400);
  expect((await raw(url, '/', { 'content-length': String(17 * 1024 * 1024) })).statusCode).toBe(413);
});

it('rejects a port that is taken with EADDRINUSE', async () => {
  const { startLocalCloud } = await import('./local-cloud.js');
  const taken = createServer().listen(0, '127.0.0.1');
  open.push(taken);
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(startLocalCloud({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
