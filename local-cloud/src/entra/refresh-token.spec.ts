import { decodeJwt } from 'jose';
import { API_APP_ID, API_CLIENT_SECRET, type LocalCloud, startLocalCloud } from '../index.js';
import { FetchBrowser } from './authorize/browser.fixture.js';
import { postToken } from './token.fixture.js';

let cloud: LocalCloud;
let browser: FetchBrowser;
let time = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  cloud = await startLocalCloud({ now: () => time });
});
beforeEach(() => {
  cloud.resetDrills();
  browser = new FetchBrowser(cloud);
});
afterAll(() => cloud.close());

async function signedIn(): Promise<string> {
  return String((await browser.redeem(await browser.signIn('ada')))['refresh_token']);
}

const refresh = (refresh_token: string, changed: Record<string, string> = {}) =>
  browser.token({ grant_type: 'refresh_token', refresh_token, ...changed });

it('answers fresh tokens, and a new refresh token each time', async () => {
  const first = await signedIn();
  const body = await refresh(first);
  expect(decodeJwt(String(body['access_token']))['aud']).toBe(API_APP_ID);
  expect(body).toMatchObject({ status: 200, id_token: expect.any(String) });
  expect(body['refresh_token']).not.toBe(first);
});

it('gives tokens for other resources the client is registered for, and no others', async () => {
  const token = await signedIn();
  const graph = await refresh(token, { scope: `${cloud.url}/User.Read` });
  expect(decodeJwt(String(graph['access_token']))).toMatchObject({ aud: cloud.url, scp: 'User.Read' });
  expect(await refresh(token, { scope: 'https://search.azure.com/.default' })).toMatchObject({
    error_codes: [650057],
  });
});

it('expires after a day for browser clients, however often it was renewed', async () => {
  const first = await signedIn();
  time += 20 * 3_600_000;
  const renewed = String((await refresh(first))['refresh_token']);
  time += 5 * 3_600_000;
  expect(await refresh(renewed)).toMatchObject({ error_codes: [700084], suberror: 'bad_token' });
});

it('is bound to its client', async () => {
  const form = { grant_type: 'refresh_token', client_id: API_APP_ID, client_secret: API_CLIENT_SECRET };
  expect(await postToken(cloud, { ...form, refresh_token: await signedIn() })).toMatchObject({
    error_codes: [70000],
  });
});

it.each([
  ['expire', 700084],
  ['revoke', 70000],
] as const)('ends by drill (%s)', async (refreshTokens, code) => {
  const token = await signedIn();
  cloud.drill({ refreshTokens });
  expect(await refresh(token)).toMatchObject({
    error: 'invalid_grant',
    suberror: 'bad_token',
    error_codes: [code],
  });
});

it('asks for MFA when a claims request needs it', async () => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
  expect(await refresh(await signedIn(), { claims })).toMatchObject({
    error: 'interaction_required',
    claims,
  });
});

it('redeems a code once, for its own client, redirect URI and verifier only', async () => {
  const stop = await browser.signIn('ada');
  expect(await browser.redeem(stop, { code_verifier: 'wrong'.repeat(10) })).toMatchObject({
    error_codes: [501481],
  });
  expect(await browser.redeem(stop, { redirect_uri: 'http://localhost:3000/' })).toMatchObject({
    error_codes: [500112],
  });
  const foreign = await browser.redeem(stop, { client_id: 'aebc6443-996d-45c2-90f0-388ff96faa56' });
  expect(foreign).toMatchObject({ error_codes: [70000] });
  expect(await browser.redeem(stop)).toMatchObject({ status: 200 });
  expect(await browser.redeem(stop)).toMatchObject({ error_codes: [54005] });
});

it('forgets a code after ten minutes', async () => {
  const stop = await browser.signIn('ada');
  time += 11 * 60_000;
  expect(await browser.redeem(stop)).toMatchObject({ error_codes: [70008] });
});

it('lets VS Code sign in on any loopback port', async () => {
  const client_id = 'aebc6443-996d-45c2-90f0-388ff96faa56';
  const redirect_uri = 'http://127.0.0.1:33418/';
  const stop = await browser.signIn('ben', {
    client_id,
    redirect_uri,
    resource: 'http://localhost:3000/mcp',
    scope: 'openid http://localhost:3000/mcp/access_as_user',
  });
  const body = await browser.redeem(stop, { client_id, redirect_uri, resource: 'http://localhost:3000/mcp' });
  expect(decodeJwt(String(body['access_token']))).toMatchObject({ azp: client_id, scp: 'access_as_user' });
});
