import { RevocationPoller } from '../../src/revocation/revocation.poller.js';
import { ChatClient, lastOf, textOf } from '../chat/support/chat-client.js';
import { DOOR_NAMES, knockWith } from '../gate/door.js';
import { type Product, startProduct } from '../support/product.js';

const SEARCH = { resource: 'https://search.azure.com' };

describe('access that ends', () => {
  let product: Product;
  let poll: () => Promise<void>;

  beforeAll(async () => {
    // The interval is long: each test asks when it wants to.
    product = await startProduct({ settings: { REVOCATION_POLL_SECONDS: '86400' } });
    const poller = product.app.get(RevocationPoller);
    poll = () => poller.poll();
    await poll();
  });
  beforeEach(async () => {
    product.cloud.drill({ enable: ['ada', 'ben'], delta: null });
    await poll();
  });
  afterAll(() => product.close());

  const tokenOf = (user: string, claims = {}) => product.cloud.issueToken({ user: user as 'ada', claims });
  const statusOf = async (token: string) => (await product.request('/api/me', { token })).status;

  it.each(DOOR_NAMES)(
    '%s: who was disabled is refused with 401 invalid_token, and nobody else',
    async (door) => {
      const [ada, ben] = [await tokenOf('ada'), await tokenOf('ben')];
      expect((await knockWith(product, door, ada)).status).toBe(200);
      product.cloud.drill({ disable: ['ada'] });
      expect((await knockWith(product, door, ada)).status).toBe(200);
      await poll();
      const answer = await knockWith(product, door, ada);
      expect(answer.status).toBe(401);
      expect(answer.challenge).toMatchObject({
        error: 'invalid_token',
        error_description: 'This sign-in has ended: sign in again.',
      });
      expect((await knockWith(product, door, ben)).status).toBe(200);
      product.cloud.drill({ enable: ['ada'] });
      await poll();
      expect((await knockWith(product, door, ada)).status).toBe(200);
    },
  );

  // First: Graph cuts to seconds, and a second sign-out within one would look like the first.
  it('drops the tokens that were exchanged for the person', async () => {
    const exchange = async () => {
      const token = await tokenOf('ada', { auth_time: Math.floor(Date.now() / 1000) + 60 });
      return (await product.request('/api/obo/token', { token, json: SEARCH })).json() as Promise<object>;
    };
    const ada = await tokenOf('ada', { auth_time: Math.floor(Date.now() / 1000) + 60 });
    const again = async () =>
      (await product.request('/api/obo/token', { token: ada, json: SEARCH })).json() as Promise<object>;
    expect(await exchange()).toMatchObject({ fromCache: false });
    expect(await again()).toMatchObject({ fromCache: false });
    expect(await again()).toMatchObject({ fromCache: true });
    product.cloud.drill({ revoke: ['ada'] });
    await poll();
    expect(await again()).not.toMatchObject({ fromCache: true });
  });

  it('refuses tokens from before the sessions were ended, and takes those of the next sign-in', async () => {
    const now = Math.floor(Date.now() / 1000);
    const old = await tokenOf('ada', { iat: now - 900, nbf: now - 900, auth_time: undefined });
    const long = await tokenOf('ada', { auth_time: now - 900 });
    product.cloud.drill({ revoke: ['ada'] });
    await poll();
    expect([await statusOf(old), await statusOf(long)]).toEqual([401, 401]);
    const next = Math.floor(Date.now() / 1000) + 1;
    expect(
      await statusOf(await tokenOf('ada', { iat: next - 300, nbf: next - 300, auth_time: undefined })),
    ).toBe(200);
    expect(await statusOf(await tokenOf('ada', { auth_time: next }))).toBe(200);
  });

  it.each([
    ['a deleted account', { remove: ['ben'] }, {}],
    [
      'pages of one, empty ones and repeated people',
      { disable: ['ben'] },
      { pageSize: 1, emptyPages: true, replay: true },
    ],
    ['a selected property that is absent', { disable: ['ben'] }, { omit: ['accountEnabled'] }],
    ['an expired link', { disable: ['ben'] }, { refuse: 'expired', count: 1 }],
    ['a reset', { disable: ['ben'] }, { refuse: 'reset', count: 1 }],
  ] as const)('finds %s', async (_what, people, delta) => {
    const ben = await tokenOf('ben');
    product.cloud.drill({ ...people, delta });
    await poll();
    expect(await statusOf(ben)).toBe(401);
  });

  it('goes by the last answer while Graph does not give one, and stays ready', async () => {
    const [ada, ben] = [await tokenOf('ada'), await tokenOf('ben')];
    product.cloud.drill({ disable: ['ada'] });
    await poll();
    product.cloud.drill({ graph: { fault: 'status', status: 503 }, disable: ['ben'] });
    await poll();
    expect([await statusOf(ada), await statusOf(ben)]).toEqual([401, 200]);
    expect((await product.request('/api/health/ready', { token: false })).status).toBe(200);
    product.cloud.drill({ graph: null });
    await poll();
    expect(await statusOf(ben)).toBe(401);
  });

  it('ends a run in mid-answer with words, and takes no further event', async () => {
    product.cloud.drill({ model: { slow: true } });
    const client = new ChatClient(product.url, await tokenOf('ada'));
    let ending: Promise<void> | undefined;
    const streamed = await client.stream('Tell me about the travel policy, please', {
      onFrame: ({ event }) => {
        if (event.type !== 'TEXT_MESSAGE_CONTENT' || ending !== undefined) return;
        product.cloud.drill({ disable: ['ada'] });
        ending = poll();
      },
    });
    await ending;
    product.cloud.drill({ model: null });
    expect(textOf(streamed).length).toBeGreaterThan(0);
    expect(lastOf(streamed)).toMatchObject({
      type: 'RUN_ERROR',
      code: 'invalid_token',
      message: expect.stringContaining('Sign in again'),
    });
  });
});
