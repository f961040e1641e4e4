import { z } from 'zod';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, lastOf, type Streamed } from './support/chat-client.js';
import { answering, fresh, leftOut, search } from './support/odd-answers.js';
import { RemoteServer } from './support/remote-server.js';

const resultOf = ({ frames }: Streamed) =>
  frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
const unavailable = ({ frames }: Streamed): boolean =>
  frames.some(({ event }) => event['name'] === 'mcp_server_unavailable');

describe('an odd foreign server', () => {
  let remote: RemoteServer;
  let chat: ChatApp;
  let ada: ChatClient;

  beforeEach(async () => {
    remote = new RemoteServer();
    await remote.start();
    chat = await startChat({ servers: { There: { url: remote.url, auth: 'none' } } });
    ada = new ChatClient(chat.url, 'token.ada');
    chat.model.say({ calls: [{ name: 'there__search', arguments: { query: 'x' } }] }, { text: 'ok' });
  });
  afterEach(async () => {
    await chat.stop();
    await remote.stop();
  });

  it('loses one odd tool, by name, not the others', async () => {
    const odd = [{ name: 'listed', inputSchema: [] }, null, { name: 'untyped', title: 7 }];
    remote.intercept = answering('tools/list', () => ({ ...fresh, tools: [...odd, search] }));
    const streamed = await ada.stream('search');
    expect(resultOf(streamed)).toMatchObject({ content: 'found x' });
    const missing = [
      { name: 'listed', reason: 'invalid_definition' },
      { name: '*', reason: 'invalid_definition' },
    ];
    expect(leftOut(streamed)).toEqual({ server: 'There', tools: missing });
    const { body } = await ada.json('GET', '/tools');
    const [, there] = body['servers'] as { tools: { name: string }[]; leftOut: unknown }[];
    expect(there?.tools.map(({ name }) => name)).toEqual(['untyped', 'search']);
    expect(there?.leftOut).toEqual(missing);
  });

  it('loses odd members of a result, not the call that was made', async () => {
    remote.intercept = answering('tools/call', () => ({
      content: [{ type: 'text', text: 'changed' }, { type: 'hologram' }, 'said'],
      structuredContent: null,
    }));
    const streamed = await ada.stream('search');
    expect(resultOf(streamed)).toMatchObject({
      content: 'changed\n{"type":"hologram"}\nsaid',
      metadata: { isError: false },
    });
  });

  it('with more than ten pages of tools keeps those that were read', async () => {
    remote.intercept = answering('tools/list', ({ params }) => {
      const page = Number(params?.['cursor'] ?? 0);
      return {
        ...fresh,
        tools: [{ ...search, name: page === 0 ? 'search' : `t${page}` }],
        nextCursor: String(page + 1),
      };
    });
    const streamed = await ada.stream('search');
    expect(resultOf(streamed)).toMatchObject({ content: 'found x' });
    expect(leftOut(streamed)).toEqual({ server: 'There', tools: [{ name: '*', reason: 'too_many_pages' }] });
    const { body } = await ada.json('GET', '/tools');
    expect((body['servers'] as { tools: unknown[] }[])[1]?.tools).toHaveLength(10);
  });

  it('with more tools than a model takes names those that are left out', async () => {
    const many = Array.from({ length: 200 }, (_, n) => ({ ...search, name: `t${n}` }));
    remote.intercept = answering('tools/list', () => ({ ...fresh, tools: [search, ...many] }));
    const { tools } = leftOut(await ada.stream('search')) as { tools: { name: string; reason: string }[] };
    expect(tools.length).toBeLessThanOrEqual(51);
    expect(tools.at(-1)).toEqual({ name: '*', reason: 'too_many_tools' });
  });

  it('behind a redirect of its own is reached', async () => {
    const away = remote.url.replace('/mcp', '/mcp/');
    remote.intercept = (request, response) => {
      if (request.url !== '/mcp/') return false;
      response.writeHead(307, { location: '/mcp' }).end();
      return true;
    };
    const other = await startChat({ servers: { There: { url: away, auth: 'none' } } });
    try {
      other.model.say({ calls: [{ name: 'there__search', arguments: { query: 'x' } }] }, { text: 'ok' });
      const streamed = await new ChatClient(other.url, 'token.ada').stream('search');
      expect(resultOf(streamed)).toMatchObject({ content: 'found x' });
    } finally {
      await other.stop();
    }
  });

  it('keeps its last known tools while its list fails', async () => {
    remote.intercept = answering('tools/list', () => ({ ...fresh, tools: [search] }));
    expect(resultOf(await ada.stream('search'))).toMatchObject({ content: 'found x' });
    remote.intercept = (request, response) => {
      if (request.headers['mcp-method'] !== 'tools/list') return false;
      response.writeHead(503).end();
      return true;
    };
    chat.model.say({ calls: [{ name: 'there__search', arguments: { query: 'y' } }] }, { text: 'ok' });
    const streamed = await ada.stream('search');
    expect(resultOf(streamed)).toMatchObject({ content: 'found y' });
    expect(unavailable(streamed)).toBe(false);
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('whose list is not to be kept is asked by the next run, which sees a new tool', async () => {
    remote.intercept = answering('tools/list', () => ({ ...fresh, tools: [] }));
    chat.model.say({ text: 'none yet' });
    await ada.stream('hi');
    remote.intercept = () => false;
    chat.model.say({ calls: [{ name: 'there__search', arguments: { query: 'x' } }] }, { text: 'ok' });
    expect(resultOf(await ada.stream('search'))).toMatchObject({ content: 'found x' });
  });

  it.each(['consent_required', 'step_up_required'])('cannot ask the person to sign in (%s)', async (code) => {
    remote.register = (server) =>
      server.registerTool(
        'search',
        { inputSchema: z.object({ query: z.string() }), annotations: { readOnlyHint: true } },
        () => ({
          isError: true,
          content: [{ type: 'text', text: 'no' }],
          structuredContent: { code, claims: '{"access_token":{}}', scopes: ['api://ours/Notes.ReadWrite'] },
        }),
      );
    const streamed = await ada.stream('search');
    expect(resultOf(streamed)).toMatchObject({ metadata: { isError: true } });
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });
});
