import { decodeJwt } from 'jose';
import { CONTOSO_TENANT_ID, DEMO_USERS } from '#local-cloud';
import { StepUps } from '#libs/oauth-proxy';
import { type Product, startProduct } from '../support/product.js';
import type { Browser, Stop } from './support/browser.js';
import { McpClient } from './support/mcp-client.js';

const CLAIMS = JSON.stringify({ access_token: { capolids: { essential: true, values: ['policy-1'] } } });
const oidOf = (key: string): string => DEMO_USERS.find((user) => user.key === key)?.oid ?? '';

describe('a step-up that somebody owes', () => {
  let product: Product;
  let stepUps: StepUps;

  beforeAll(async () => {
    product = await startProduct();
    stepUps = product.app.get(StepUps);
  });
  afterAll(() => product?.close());

  const owe = (user: string, token: unknown, guest = false) =>
    stepUps.require({
      tid: CONTOSO_TENANT_ID,
      oid: oidOf(user),
      token: String(token),
      claims: CLAIMS,
      guest,
    });
  const pending = (user: string) => stepUps.pending({ tid: CONTOSO_TENANT_ID, oid: oidOf(user) });
  const approve = (browser: Browser, stop: Stop) => browser.press(stop, { answer: 'approve' });

  it('makes a refresh fail as invalid_grant, so that the client opens its browser, and the sign-in asks for the claims', async () => {
    const client = await McpClient.registered(product);
    const first = await client.tokens('carla');
    expect(await owe('carla', first['access_token'])).toBe(true);

    const refused = await client.refresh(first['refresh_token']);
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });

    const again = await client.browser.press(await client.authorize(), { decision: 'allow' });
    expect(again.html).toContain('Approve');
    const stop = await approve(client.browser, again);
    const { status, body } = await client.redeem(stop);
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))['amr']).toContain('mfa');
    expect(await pending('carla')).toBeUndefined();
    expect((await client.refresh(body['refresh_token'])).status).toBe(200);
  });

  it('is not asked again of the very token that answered it', async () => {
    const client = await McpClient.registered(product);
    const first = await client.tokens('ada');
    await owe('ada', first['access_token']);
    const stop = await approve(
      client.browser,
      await client.browser.press(await client.authorize(), { decision: 'allow' }),
    );
    const { body } = await client.redeem(stop);
    expect(await owe('ada', body['access_token'])).toBe(false);
  });

  it('is met without a page where Entra has the proof already', async () => {
    const client = await McpClient.registered(product);
    await owe('ada', 'earlier-token');
    const stop = await client.signIn('ada');
    const strong = await client.redeem(
      stop.target === undefined ? await approve(client.browser, stop) : stop,
    );
    await owe('ada', 'another-token');
    const refreshed = await client.refresh(strong.body['refresh_token']);
    expect(refreshed.status).toBe(200);
    expect(await pending('ada')).toBeUndefined();
  });

  it('does not touch anybody else', async () => {
    const client = await McpClient.registered(product);
    await owe('carla', 'a-token');
    expect((await client.signIn('ada')).answer.get('code')).toBeTruthy();
    expect(await pending('carla')).toBe(CLAIMS);
  });

  it('finds a guest, whom Entra names by the home tenant', async () => {
    const client = await McpClient.registered(product);
    await owe('guest', 'a-token', true);
    const page = await client.signIn('guest');
    expect(page.html).toContain('Approve');
    const stop = await approve(client.browser, page);
    expect((await client.redeem(stop)).status).toBe(200);
    expect(await pending('guest')).toBeUndefined();
  });

  it('lets somebody through whose code was used up to find out that nothing is owed', async () => {
    const client = await McpClient.registered(product);
    await owe('nobody', 'a-token', true);
    const stop = await client.signIn('guest');
    expect((await client.redeem(stop)).status).toBe(200);
  });
});
