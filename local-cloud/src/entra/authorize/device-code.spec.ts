import { PublicClientApplication } from '@azure/msal-node';
import { decodeJwt } from 'jose';
import { CONTOSO_TENANT_ID, type LocalCloud, startLocalCloud, VS_CODE_CLIENT_ID } from '../../index.js';
import { GRAPH_TOOLS_CLIENT_ID } from '../registration.js';
import { type TokenBody, postToken } from '../token.fixture.js';
import { FetchBrowser, type Stop } from './browser.fixture.js';

const SCOPE = 'openid offline_access https://graph.microsoft.com/Application.ReadWrite.All';

let cloud: LocalCloud;
let time: number;
beforeEach(async () => {
  time = Date.now();
  cloud = await startLocalCloud({ now: () => time });
});
afterEach(() => cloud.close());

interface DeviceAnswer {
  readonly user_code: string;
  readonly device_code: string;
  readonly verification_uri: string;
}

async function start(): Promise<DeviceAnswer> {
  const answer = await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: GRAPH_TOOLS_CLIENT_ID, scope: SCOPE }),
  });
  return (await answer.json()) as DeviceAnswer;
}

const poll = (device_code: string, changed: Record<string, string> = {}): Promise<TokenBody> =>
  postToken(cloud, { client_id: GRAPH_TOOLS_CLIENT_ID, grant_type: 'device_code', device_code, ...changed });

/** Types the code on the page and signs in, up to the question for consent. */
async function type(browser: FetchBrowser, { user_code, verification_uri }: DeviceAnswer): Promise<Stop> {
  expect((await browser.open(verification_uri)).html).toContain('Enter code');
  const body = new URLSearchParams({ user_code: user_code.toLowerCase() });
  return browser.press(await browser.open(verification_uri, { method: 'POST', body }), { user: 'ada' });
}

describe('device code flow', () => {
  it.each(['device_code', 'urn:ietf:params:oauth:grant-type:device_code'])(
    'signs an administrator in, for the grant %s',
    async (grant_type) => {
      const device = await start();
      expect(await poll(device.device_code)).toMatchObject({ status: 400, error: 'authorization_pending' });
      const browser = new FetchBrowser(cloud);
      const page = await type(browser, device);
      expect((await browser.press(page, { answer: 'accept' })).html).toContain('You have signed in');
      const body = await poll(device.device_code, { grant_type });
      expect(decodeJwt(body.access_token ?? '')).toMatchObject({
        appid: GRAPH_TOOLS_CLIENT_ID,
        upn: 'ada@contoso.example',
        scp: 'Application.ReadWrite.All',
      });
      expect(body.refresh_token).toBeTruthy();
      expect(await poll(device.device_code)).toMatchObject({ error: 'bad_verification_code' });
    },
  );

  it('tells the device when the person declines', async () => {
    const device = await start();
    const browser = new FetchBrowser(cloud);
    const page = await type(browser, device);
    expect((await browser.press(page, { answer: 'cancel' })).html).toContain('You have not signed in');
    expect(await poll(device.device_code)).toMatchObject({ error: 'authorization_declined' });
  });

  it('refuses other clients, wrong codes and late ones', async () => {
    const device = await start();
    expect(await poll(device.device_code, { client_id: VS_CODE_CLIENT_ID })).toMatchObject({
      error_codes: [70018],
    });
    const body = new URLSearchParams({ user_code: 'WRONG' });
    const refused = await new FetchBrowser(cloud).open(device.verification_uri, { method: 'POST', body });
    expect(refused).toMatchObject({ status: 400, html: expect.stringContaining("That code didn't work") });
    time += 16 * 60_000;
    expect(await poll(device.device_code)).toMatchObject({ error: 'expired_token' });
  });

  it('is what MSAL runs', async () => {
    const authority = cloud.url.replace('http:', 'https:');
    const metadata = await fetch(`${cloud.url}/${CONTOSO_TENANT_ID}/v2.0/.well-known/openid-configuration`);
    const client = new PublicClientApplication({
      auth: {
        clientId: GRAPH_TOOLS_CLIENT_ID,
        authority: `${authority}/${CONTOSO_TENANT_ID}`,
        knownAuthorities: [new URL(authority).host],
        authorityMetadata: await metadata.text(),
      },
    });
    const result = await client.acquireTokenByDeviceCode({
      scopes: ['https://graph.microsoft.com/Application.ReadWrite.All'],
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        const device = { user_code: userCode, verification_uri: verificationUri, device_code: '' };
        const browser = new FetchBrowser(cloud);
        void type(browser, device).then((page) => browser.press(page, { answer: 'accept' }));
      },
    });
    expect(result?.account?.username).toBe('ada@contoso.example');
  });
});
