import type { ServerResponse } from 'node:http';
import { SUBSCRIPTION_ID_META_KEY } from '@modelcontextprotocol/client';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, type Streamed } from './support/chat-client.js';
import { answering, search } from './support/odd-answers.js';
import { RemoteServer } from './support/remote-server.js';

const results = ({ frames }: Streamed): unknown[] =>
  frames.filter(({ event }) => event.type === 'TOOL_CALL_RESULT').map(({ event }) => event['content']);

describe('a tool that appears', () => {
  let chat: ChatApp;
  let remote: RemoteServer;
  beforeEach(async () => {
    remote = new RemoteServer();
    await remote.start();
    chat = await startChat({ servers: { There: { url: remote.url, auth: 'none' } } });
  });
  afterEach(async () => {
    await chat.stop();
    await remote.stop();
  });

  it('is seen by the next run where its server notifies subscribers, however long the list was to hold', async () => {
    let subscriber: { id: unknown; response: ServerResponse } | undefined;
    let unlocked = false;
    const notified = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const notify = (method: string): void => {
      const _meta = { [SUBSCRIPTION_ID_META_KEY]: subscriber?.id };
      const params = method.includes('acknowledged')
        ? { _meta, notifications: { toolsListChanged: true } }
        : { _meta };
      subscriber?.response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', method, params })}\n\n`);
    };
    const listed = answering('tools/list', () => ({
      ttlMs: 60_000,
      cacheScope: 'private',
      tools: [{ ...search, name: 'unlock' }, ...(unlocked ? [search] : [])],
    }));
    const called = answering('tools/call', ({ params }) => {
      if (params?.['name'] === 'unlock') {
        unlocked = true;
        notify('notifications/tools/list_changed');
        // The answer of the model comes later than what was sent before it was asked.
        setImmediate(notified.resolve);
      }
      return { content: [{ type: 'text', text: `did ${String(params?.['name'])}` }] };
    });
    remote.intercept = (request, response) => {
      if (request.headers['mcp-method'] !== 'subscriptions/listen')
        return listed(request, response) || called(request, response);
      request.on('data', (chunk: Buffer) => {
        subscriber = { id: (JSON.parse(chunk.toString()) as { id: unknown }).id, response };
        response.writeHead(200, { 'content-type': 'text/event-stream' }).on('close', gone.resolve);
        notify('notifications/subscriptions/acknowledged');
      });
      return true;
    };
    const ada = new ChatClient(chat.url, 'token.ada');
    chat.model.say({ calls: [{ name: 'there__unlock' }] }, { text: 'ok', hold: notified.promise });
    expect(results(await ada.stream('unlock it'))).toEqual(['did unlock']);
    // The subscription ends with the run.
    await gone.promise;
    chat.model.say({ calls: [{ name: 'there__search', arguments: { query: 'x' } }] }, { text: 'ok' });
    expect(results(await ada.stream('search'))).toEqual(['did search']);
  });
});
