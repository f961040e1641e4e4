import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, textOf } from './support/chat-client.js';
import { status } from './support/model-faults.js';
import { answering, fresh, leftOut, search } from './support/odd-answers.js';
import { RemoteServer } from './support/remote-server.js';
import type { Reply } from './support/scripted-model.js';

describe('a foreign server', () => {
  let remote: RemoteServer;
  let chat: ChatApp;
  let ada: ChatClient;

  beforeEach(async () => {
    remote = new RemoteServer();
    await remote.start();
    chat = await startChat({ servers: { There: { url: remote.url, auth: 'none' } } });
    ada = new ChatClient(chat.url, 'token.ada');
    chat.model.say({ text: 'ok' });
  });
  afterEach(async () => {
    await chat.stop();
    await remote.stop();
  });

  it('whose schemas a model service would refuse is listed with mended ones', async () => {
    remote.intercept = answering('tools/list', () => ({
      ...fresh,
      tools: [
        { ...search, inputSchema: { type: 'object' } },
        {
          name: 'either',
          inputSchema: { type: 'object', anyOf: [{ properties: { a: { type: 'array' } } }] },
        },
      ],
    }));
    await ada.stream('search');
    const { tools } = (chat.model.calls.at(-1)?.body ?? {}) as {
      tools: { name: string; parameters: object }[];
    };
    expect(
      tools.filter(({ name }) => name.startsWith('there__')).map(({ parameters }) => parameters),
    ).toEqual([
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: { type: 'array', items: {} } } },
    ]);
  });

  it.each([
    ['in its message', () => ({ message: "Invalid schema for function 'there__search': no." })],
    ['by its place', (place: number) => ({ message: 'Invalid.', param: `tools[${place}].parameters` })],
  ])('whose tool a model service refuses %s is left out of this run and the next', async (_what, words) => {
    const refuse: Reply['raw'] = (response, call) => {
      const place = (call.body['tools'] as { name: string }[]).findIndex(
        ({ name }) => name === 'there__search',
      );
      return status(400, { code: 'invalid_function_parameters', ...words(place) })(response, call);
    };
    chat.model.say({ raw: refuse }, { text: 'without it' });
    const streamed = await ada.stream('hi');
    expect(textOf(streamed)).toBe('without it');
    const tools = [{ name: 'search', reason: 'refused_by_model' }];
    expect(leftOut(streamed)).toEqual({ server: 'There', tools });
    chat.model.say({ text: 'still without it' });
    expect(leftOut(await ada.stream('hi again'))).toEqual({ server: 'There', tools });
    const offered = (chat.model.calls.at(-1)?.body ?? {}) as { tools: { name: string }[] };
    expect(offered.tools.map(({ name }) => name)).not.toContain('there__search');
  });
});
