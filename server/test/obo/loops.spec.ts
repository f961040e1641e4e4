import { randomUUID } from 'node:crypto';
import type { OboProfile, OboToken, Problem } from '#libs/contract';
import { ChatClient, lastOf, textOf } from '../chat/support/chat-client.js';
import { first, resolved } from '../chat/support/interrupted.js';
import { type Product, startProduct } from '../support/product.js';
import { SignIn } from './sign-in.js';

const SEARCH = 'https://search.azure.com';
const QUESTION = 'What do our documents say about the travel policy?';

describe('from a refusal to the next step and on', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());
  afterEach(() => product.cloud.resetDrills());

  const ask = (token: string): Promise<Response> =>
    product.request('/api/obo/token', { token, json: { resource: SEARCH } });
  const challengeOf = (answer: Response): string => {
    const encoded = /error="insufficient_claims".*claims="([^"]+)"/.exec(
      answer.headers.get('www-authenticate') ?? '',
    )?.[1];
    return Buffer.from(encoded ?? '', 'base64').toString();
  };

  it('Ben consents on the page of the authority, and the run goes on with his new token', async () => {
    const ben = new SignIn(product.cloud, 'ben');
    const before = new ChatClient(product.url, await ben.token());
    const threadId = randomUUID();
    const asked = first(await before.stream(QUESTION, { threadId }));
    expect(asked).toMatchObject({ reason: 'auth_consent', metadata: { resource: SEARCH } });
    const after = new ChatClient(product.url, await ben.token({ prompt: 'consent' }));
    const streamed = await after.stream(undefined, { threadId, resume: [resolved(asked.id, {})] });
    const result = streamed.frames.find(({ event }) => event.type === 'TOOL_CALL_RESULT')?.event;
    expect(result).toMatchObject({ toolCallId: asked.toolCallId, metadata: { isError: false } });
    expect(textOf(streamed)).toMatch(/travel/i);
    expect(lastOf(streamed)).toMatchObject({ outcome: { type: 'success' } });
  });

  it('Carla answers the challenge with exactly its claims, once, and the exchange succeeds', async () => {
    const carla = new SignIn(product.cloud, 'carla');
    const capable = '{"access_token":{"xms_cc":{"values":["cp1"]}}}';
    const refused = await ask(await carla.token({ claims: capable }));
    expect(refused.status).toBe(401);
    const claims = challengeOf(refused);
    expect(JSON.parse(claims)).toHaveProperty('access_token');
    const answer = await ask(await carla.token({ claims }));
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as OboToken).upn).toBe('carla@contoso.example');
  });

  it('a revoked session is challenged by the downstream API at once, though its token is cached', async () => {
    const ada = new SignIn(product.cloud, 'ada');
    const token = await ada.token({ claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' });
    expect(await (await product.request('/api/obo/profile', { token })).json()).toHaveProperty('profile');
    product.cloud.drill({ revoke: ['ada'] });
    const refused = await product.request('/api/obo/profile', { token });
    const problem = (await refused.json()) as Problem;
    expect([refused.status, problem.code]).toEqual([401, 'step_up_required']);
    const claims = challengeOf(refused);
    expect(JSON.parse(claims)).toEqual(JSON.parse(problem.claims ?? ''));
    const again = await product.request('/api/obo/profile', {
      token: await ada.token({ claims, prompt: 'login' }),
    });
    expect(again.status).toBe(200);
    expect(((await again.json()) as OboProfile).profile.displayName).toBe('Ada Lovelace');
  });

  it('an outage of the downstream API is not one of the exchange', async () => {
    product.cloud.drill({ graph: { fault: 'status', status: 503, retryAfter: 60 } });
    const profile = await product.request('/api/obo/profile');
    expect([profile.status, profile.headers.get('retry-after')]).toEqual([503, '60']);
    expect(((await profile.json()) as Problem).code).toBe('downstream_unavailable');
    const other = await ask(await product.cloud.issueToken());
    expect(((await other.json()) as OboToken).audience).toBe(SEARCH);
  });

  it('a caller who goes away takes the waiting request along', async () => {
    const { cloud } = product;
    cloud.drill({ token: [{ fault: 'hang', grant: 'on_behalf_of' }] });
    cloud.journal.clear();
    const token = await cloud.issueToken({ claims: { uti: 'goes-away' } });
    const gone = new AbortController();
    const json = { resource: SEARCH };
    const left = product
      .request('/api/obo/token', { token, json, signal: gone.signal })
      .catch((error: Error) => error.name);
    const cut = (): boolean => cloud.journal.count({ path: /\/token$/, status: 0 }) > 0;
    setTimeout(() => gone.abort(), 300);
    expect(await left).toBe('AbortError');
    const begun = Date.now();
    while (!cut() && Date.now() - begun < 8000) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(cut()).toBe(true);
  });
});
