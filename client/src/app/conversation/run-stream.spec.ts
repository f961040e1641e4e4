/** @jest-environment node */
import '@angular/compiler';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Injector } from '@angular/core';

import { ApiFetch } from '../auth/api-fetch.js';
import type { ChatEvent } from './chat-event.js';
import { FIRST_WAIT_MS, RunStream } from './run-stream.js';

const REQUEST = { threadId: 't1', runId: 'r1', text: 'Hello' };
const LOG: readonly ChatEvent[] = [
  { type: 'RUN_STARTED', threadId: 't1', runId: 'r1' },
  { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'a' },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'b' },
  { type: 'RUN_FINISHED', threadId: 't1', runId: 'r1', outcome: { type: 'success' } },
];

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends part of the log and then cuts the connection, or ends it as a restarting server does. */
function part(from: number, to: number, end: 'cut' | 'end'): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let at = from; at < to; at += 1)
      response.write(`id: r1:${at + 1}\ndata: ${JSON.stringify(LOG[at])}\n\n`);
    if (end === 'end') response.end('retry: 1000\n: restarting\n\n');
    else setImmediate(() => response.destroy());
  };
}

const refuse =
  (status: number, body: object = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));

describe('RunStream', () => {
  let server: Server;
  let answers: Answer[];
  let seen: { readonly line: string; readonly lastEventId: string | undefined }[];
  let stream: RunStream;

  beforeEach(async () => {
    answers = [];
    seen = [];
    server = createServer((request, response) => {
      const lastEventId = request.headers['last-event-id'];
      seen.push({ line: `${request.method} ${request.url}`, lastEventId: lastEventId?.toString() });
      request.resume();
      const answer = answers.shift() ?? refuse(503);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const api = { fetch: (path: string, init?: RequestInit) => fetch(origin + path, init) };
    const injector = Injector.create({
      providers: [
        { provide: RunStream },
        { provide: ApiFetch, useValue: api },
        { provide: FIRST_WAIT_MS, useValue: 1 },
      ],
    });
    stream = injector.get(RunStream);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function start(): Promise<readonly ChatEvent[]> {
    const events: ChatEvent[] = [];
    for await (const event of stream.start(REQUEST, new AbortController().signal)) events.push(event);
    return events;
  }

  it('yields the events of a run to its end', async () => {
    answers = [part(0, 5, 'end')];
    expect(await start()).toEqual(LOG);
    expect(seen).toEqual([{ line: 'POST /api/chat/runs', lastEventId: undefined }]);
  });

  it('goes on after a broken connection where it was, without losing or doubling anything', async () => {
    answers = [part(0, 3, 'cut'), part(3, 5, 'end')];
    expect(await start()).toEqual(LOG);
    expect(seen[1]).toEqual({ line: 'GET /api/chat/runs/r1/events', lastEventId: 'r1:3' });
  });

  it('goes on after a restart of the server, also through a proxy that answers 502 meanwhile', async () => {
    answers = [part(0, 2, 'end'), refuse(502), refuse(503), part(2, 5, 'end')];
    expect(await start()).toEqual(LOG);
    expect(seen).toHaveLength(4);
  });

  it('never posts a run twice', async () => {
    answers = [part(0, 1, 'cut'), part(1, 2, 'cut'), part(2, 5, 'end')];
    await start();
    expect(seen.filter(({ line }) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('gives up after five tries and says so', async () => {
    answers = [part(0, 1, 'cut')];
    await expect(start()).rejects.toMatchObject({ problem: { code: 'connection_lost' } });
    expect(seen).toHaveLength(6);
  });

  it('takes a refusal for an answer', async () => {
    answers = [refuse(409, { code: 'run_exists', traceId: 'abc' })];
    await expect(start()).rejects.toMatchObject({
      problem: { code: 'run_exists', status: 409, traceId: 'abc' },
    });
    expect(seen).toHaveLength(1);
  });

  it('sends the last question only, and answers to interrupts without one', async () => {
    const bodies: unknown[] = [];
    const keep: Answer = (request, response) => {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        bodies.push(JSON.parse(text));
        response.writeHead(200).end('{}');
      });
    };
    answers = [keep, keep];
    const { signal } = new AbortController();
    await stream.once({ ...REQUEST, messageId: 'u1' }, signal);
    await stream.once(
      { threadId: 't1', runId: 'r2', resume: [{ interruptId: 'i', status: 'cancelled' }] },
      signal,
    );
    expect(bodies).toEqual([
      {
        threadId: 't1',
        runId: 'r1',
        messages: [{ id: 'u1', role: 'user', content: 'Hello' }],
        tools: [],
        context: [],
        protocolVersion: '1.0',
      },
      {
        threadId: 't1',
        runId: 'r2',
        messages: [],
        tools: [],
        context: [],
        protocolVersion: '1.0',
        resume: [{ interruptId: 'i', status: 'cancelled' }],
      },
    ]);
  });
});
