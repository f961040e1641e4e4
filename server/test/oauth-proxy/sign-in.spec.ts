import { decodeJwt } from 'jose';
import { API_APP_ID } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';
import { McpClient } from './support/mcp-client.js';

describe('signing in through the OAuth proxy', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());

  it("gives a client that registered itself Entra's own access token, with which it calls a tool", async () => {
    const client = await McpClient.registered(product);
    const consent = await client.authorize();
    expect(consent.html).toContain('Test client');
    expect(consent.html).toContain('localhost:51234');

    const stop = await client.signIn('ada');
    expect(stop.target).toMatch(/^http:\/\/localhost:51234\/callback\?/);
    expect(stop.answer.get('state')).toBe('state-1');
    expect(stop.answer.get('iss')).toBe(product.url);

    const { status, body } = await client.redeem(stop);
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      aud: API_APP_ID,
      azp: API_APP_ID,
      name: 'Ada Lovelace',
    });
    const answer = await product.request('/api/me', { token: String(body['access_token']) });
    expect(answer.status).toBe(200);
  });

  it('refreshes, and gives a new refresh token each time', async () => {
    const client = await McpClient.registered(product);
    const first = await client.tokens();
    const second = await client.refresh(first['refresh_token']);
    expect(second.status).toBe(200);
    expect(second.body['refresh_token']).not.toBe(first['refresh_token']);
    expect((await client.refresh(first['refresh_token'])).status).toBe(200);
  });
});
