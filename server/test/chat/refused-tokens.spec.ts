import { randomUUID } from 'node:crypto';
import { OboError } from '#libs/obo';
import { type ChatApp, startChat } from './support/chat-app.js';
import { ChatClient, lastOf, type Streamed } from './support/chat-client.js';
import { first, resolved } from './support/interrupted.js';
import { RemoteServer } from './support/remote-server.js';

const SEARCH = { calls: [{ name: 'there__search', arguments: { query: 'x' } }] };
const resultOf = ({ frames }: Streamed) =>
  frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;

describe('an auth: user server that refuses the exchanged token', () => {
  const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1795000000"}}}';
  let remote: RemoteServer;
  let chat: ChatApp;
  let ada: ChatClient;
  let asked: { claims?: string; refused?: string }[];
  let token: (need: { claims?: string; refused?: string }) => Promise<string>;

  beforeEach(async () => {
    remote = new RemoteServer();
    await remote.start();
    asked = [];
    token = () => Promise.resolve('cached');
    chat = await startChat({
      servers: { There: { url: remote.url, auth: 'user', audience: 'api://there' } },
      exchange: (_caller, need) => {
        asked.push(need);
        return token(need);
      },
    });
    ada = new ChatClient(chat.url, 'token.ada');
    chat.model.say(SEARCH, { text: 'ok' });
  });
  afterEach(async () => {
    await chat.stop();
    await remote.stop();
  });

  /** Refuses every call that is not made with the good token. */
  const refusing =
    (good: string, claims?: string): RemoteServer['intercept'] =>
    (request, response) => {
      if (
        request.headers['mcp-method'] !== 'tools/call' ||
        request.headers.authorization === `Bearer ${good}`
      )
        return false;
      const challenge = claims ? `, error="insufficient_claims", claims="${btoa(claims)}"` : '';
      response.writeHead(401, { 'www-authenticate': `Bearer realm="there"${challenge}` }).end();
      return true;
    };

  it('is called once more with another one', async () => {
    remote.intercept = refusing('another');
    let current = 'cached';
    token = ({ refused }) => Promise.resolve((current = refused === 'cached' ? 'another' : current));
    expect(resultOf(await ada.stream('search'))).toMatchObject({ content: 'found x' });
    expect(asked.filter(({ refused }) => refused !== undefined)).toEqual([
      { audience: 'api://there', refused: 'cached' },
    ]);
  });

  it('is called once more with one that meets its claims challenge', async () => {
    remote.intercept = refusing('met', CLAIMS);
    token = ({ claims }) => Promise.resolve(claims === CLAIMS ? 'met' : 'cached');
    expect(resultOf(await ada.stream('search'))).toMatchObject({ content: 'found x' });
    expect(asked).toContainEqual({ audience: 'api://there', claims: CLAIMS, refused: 'cached' });
  });

  it.each([
    ['the authority cannot meet its challenge', true, '{"more":1}'],
    ['it challenges the second token too', false, CLAIMS],
  ])('has the person asked where %s', async (_what, refusedThere, claims) => {
    remote.intercept = refusing('after sign-in', CLAIMS);
    token = ({ refused }) =>
      refusedThere && refused !== undefined
        ? Promise.reject(new OboError('step_up_required', { claims, resource: 'api://there' }))
        : Promise.resolve('cached');
    const threadId = randomUUID();
    const question = first(await ada.stream('search', { threadId }));
    expect(question).toMatchObject({
      reason: 'auth_claims',
      metadata: { claims, resource: 'api://there' },
    });
    token = () => Promise.resolve('after sign-in');
    const resume = [resolved(question.id, {})];
    expect(resultOf(await ada.stream(undefined, { threadId, resume }))).toMatchObject({ content: 'found x' });
  });

  it('fails where it refuses the second one without a challenge', async () => {
    remote.intercept = refusing('none');
    const streamed = await ada.stream('search');
    expect(resultOf(streamed)).toMatchObject({ metadata: { isError: true } });
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });
});
