import { decodeJwt } from 'jose';
import { API_APP_ID, API_CLIENT_SECRET, type LocalCloud, SPA_CLIENT_ID, startLocalCloud } from '../index.js';
import { FetchBrowser, type Stop } from './authorize/browser.fixture.js';
import { makeCertificate } from './certificate.fixture.js';
import { ASSERTION_TYPE, clientAssertion, exchange, postToken, SEARCH } from './token.fixture.js';

const CALLBACK = 'http://localhost:3000/oauth/callback';
const SCOPES = `openid offline_access ${API_APP_ID}/access_as_user ${API_APP_ID}/Notes.ReadWrite`;

let cloud: LocalCloud;
let browser: FetchBrowser;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(() => {
  cloud.resetDrills();
  browser = new FetchBrowser(cloud);
});
afterAll(() => cloud.close());

/** The API's registration as web client: a secret, a redirect URI of its own, no PKCE asked for. */
const web = (changed: Record<string, string | undefined> = {}) => ({
  client_id: API_APP_ID,
  redirect_uri: CALLBACK,
  response_mode: 'query',
  scope: SCOPES,
  code_challenge: undefined,
  code_challenge_method: undefined,
  ...changed,
});

const redeem = (stop: Stop, changed: Record<string, string | undefined> = {}) =>
  postToken(cloud, {
    client_id: API_APP_ID,
    client_secret: API_CLIENT_SECRET,
    grant_type: 'authorization_code',
    code: stop.answer.get('code') ?? '',
    redirect_uri: CALLBACK,
    ...changed,
  });

describe('web client of the API', () => {
  it.each([CALLBACK, 'http://localhost:4100/oauth/callback'])(
    'redeems a code that came to %s',
    async (redirect_uri) => {
      const body = await redeem(await browser.signIn('ben', web({ redirect_uri })), { redirect_uri });
      expect(decodeJwt(body.access_token ?? '')).toMatchObject({
        aud: API_APP_ID,
        azp: API_APP_ID,
        azpacr: '1',
        scp: 'access_as_user Notes.ReadWrite',
      });
    },
  );

  it('sends no code to an address that is not registered', async () => {
    const stop = await browser.authorize(web({ redirect_uri: 'http://127.0.0.1:3000/oauth/callback' }));
    expect(stop).toMatchObject({ status: 400, html: expect.stringContaining('AADSTS50011') });
  });

  it('redeems a code with a certificate and with a federated assertion', async () => {
    const certificate = makeCertificate();
    cloud.drill({ certificates: [certificate.cert] });
    const managed = await fetch(
      `${cloud.url}/msi/token?api-version=2019-08-01&resource=api://AzureADTokenExchange`,
      { headers: { 'x-identity-header': 'local-cloud-identity' } },
    );
    const { access_token: federated } = (await managed.json()) as { access_token: string };
    for (const client_assertion of [await clientAssertion(cloud, certificate), federated]) {
      const credential = {
        client_secret: undefined,
        client_assertion,
        client_assertion_type: ASSERTION_TYPE,
      };
      const body = await redeem(await new FetchBrowser(cloud).signIn('ada', web()), credential);
      expect(decodeJwt(body.access_token ?? '')).toMatchObject({ aud: API_APP_ID, azpacr: '2' });
    }
  });

  it('gets nothing without a credential', async () => {
    const stop = await browser.signIn('ada', web());
    expect(await redeem(stop, { client_secret: undefined })).toMatchObject({ error_codes: [7000218] });
    expect(await redeem(stop, { client_secret: 'wrong' })).toMatchObject({ error_codes: [7000215] });
  });

  it('keeps scopes and refresh token of a code that is redeemed with resource', async () => {
    const body = await redeem(await browser.signIn('ada', web()), { resource: `api://${API_APP_ID}` });
    expect(body.scope?.split(' ')).toEqual([
      'openid',
      `${API_APP_ID}/access_as_user`,
      `${API_APP_ID}/Notes.ReadWrite`,
    ]);
    expect(body.refresh_token).toBeTruthy();
  });

  it('has refresh tokens of its own, which no other client can use', async () => {
    const { refresh_token } = await redeem(await browser.signIn('ada', web()));
    const refresh = { grant_type: 'refresh_token', refresh_token };
    const own = { client_id: API_APP_ID, client_secret: API_CLIENT_SECRET };
    expect(await postToken(cloud, { ...refresh, ...own, scope: SCOPES })).toMatchObject({ status: 200 });
    expect(await postToken(cloud, { ...refresh, client_id: SPA_CLIENT_ID })).toMatchObject({
      error: 'invalid_grant',
      error_codes: [70000],
    });
  });

  it('asks for its own scopes by its app id only (AADSTS90009), at sign-in and on refresh', async () => {
    const scope = `openid offline_access api://${API_APP_ID}/access_as_user`;
    const refused = await browser.authorize(web({ scope }));
    expect(refused.answer.get('error')).toBe('invalid_request');
    expect(refused.answer.get('error_description')).toContain('AADSTS90009');
    const { refresh_token } = await redeem(await browser.signIn('ada', web()));
    const own = { client_id: API_APP_ID, client_secret: API_CLIENT_SECRET };
    expect(
      await postToken(cloud, { grant_type: 'refresh_token', refresh_token, ...own, scope }),
    ).toMatchObject({
      error_codes: [90009],
    });
  });
});

describe('consent and step-up for the client that exchanges', () => {
  it('grants Ben what the request names, and his exchange then succeeds', async () => {
    const assertion = await cloud.issueToken({ user: 'ben' });
    expect(await exchange(cloud, assertion)).toMatchObject({ error_codes: [65001] });
    const page = await browser.signIn(
      'ben',
      web({ scope: 'openid https://search.azure.com/user_impersonation' }),
    );
    expect(page.html).toContain('Permissions requested');
    expect(page.html).not.toContain('Microsoft Graph');
    expect((await browser.press(page, { answer: 'accept' })).answer.get('code')).toBeTruthy();
    expect(await exchange(cloud, assertion)).toMatchObject({ status: 200 });
    expect(
      await exchange(cloud, assertion, { scope: 'https://graph.microsoft.com/User.Read' }),
    ).toMatchObject({
      error_codes: [65001],
    });
  });

  it('signs Ben in without a question, for the API alone', async () => {
    expect((await browser.signIn('ben', web())).answer.get('code')).toBeTruthy();
    expect(await exchange(cloud, await cloud.issueToken({ user: 'ben' }))).toMatchObject({
      error_codes: [65001],
    });
  });

  it('leads Carla to MFA by the claims of the refusal, and her next token passes', async () => {
    const before = await redeem(await browser.signIn('carla', web()));
    const refused = await exchange(cloud, before.access_token ?? '');
    expect(refused.error_codes).toEqual([50076]);
    const page = await browser.authorize(web({ claims: refused.claims }));
    expect(page.html).toContain('Approve sign-in request');
    const after = await redeem(await browser.press(page, { answer: 'approve' }));
    expect(await exchange(cloud, after.access_token ?? '', { scope: SEARCH })).toMatchObject({ status: 200 });
  });

  it('sends an ordinary person to an administrator for prompt=consent, and asks an administrator', async () => {
    const refused = await browser.signIn('ben', web({ prompt: 'consent' }));
    expect(refused.html).toContain('Need admin approval');
    const forced = await browser.press(refused, { answer: 'accept' });
    expect(forced.answer.get('error_description')).toContain('AADSTS90094');
    expect((await new FetchBrowser(cloud).signIn('ada', web({ prompt: 'consent' }))).html).toContain(
      'Permissions requested',
    );
  });
});
