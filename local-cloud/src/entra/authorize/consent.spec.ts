import { decodeJwt } from 'jose';
import { API_APP_ID, type LocalCloud, startLocalCloud } from '../../index.js';
import { FetchBrowser } from './browser.fixture.js';

let cloud: LocalCloud;
let browser: FetchBrowser;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(() => {
  browser = new FetchBrowser(cloud);
  cloud.resetDrills();
});
afterAll(() => cloud.close());

const NOTES = `openid offline_access api://${API_APP_ID}/Notes.ReadWrite`;

it('signs Ben in without a consent page, for the pre-authorised scope alone', async () => {
  const body = await browser.redeem(await browser.signIn('ben'));
  expect(decodeJwt(String(body['access_token']))['scp']).toBe('access_as_user');
});

it.each([
  ['prompt=consent', { prompt: 'consent' }],
  ['/.default', { scope: `openid api://${API_APP_ID}/.default` }],
])('asks Ben for consent with %s, and grants everything on Accept', async (_, changed) => {
  const page = await browser.signIn('ben', changed);
  expect(page.html).toContain('Permissions requested');
  expect(page.html).toContain('Azure AI Search');
  const body = await browser.redeem(await browser.press(page, { answer: 'accept' }), { scope: NOTES });
  expect(decodeJwt(String(body['access_token']))['scp']).toBe('access_as_user Notes.ReadWrite');
});

it('asks Ben for a scope he has not granted, and grants that one on Accept', async () => {
  const page = await browser.signIn('ben', { scope: NOTES });
  expect(page.html).toContain('Permissions requested');
  expect(page.html).not.toContain('Azure AI Search');
  const body = await browser.redeem(await browser.press(page, { answer: 'accept' }), { scope: NOTES });
  expect(decodeJwt(String(body['access_token']))['scp']).toBe('access_as_user Notes.ReadWrite');
});

it('tells the client when the person declines', async () => {
  const page = await browser.signIn('ben', { prompt: 'consent' });
  const { answer } = await browser.press(page, { answer: 'cancel' });
  expect(answer.get('error')).toBe('access_denied');
  expect(answer.get('error_description')).toContain('AADSTS65004');
});

it('answers consent_required to silent requests, and AADSTS65001 to a refresh', async () => {
  const body = await browser.redeem(await browser.signIn('ben'));
  const silent = await browser.authorize({ prompt: 'none', scope: NOTES });
  expect(silent.answer.get('error')).toBe('consent_required');
  const refresh = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']), scope: NOTES };
  expect(await browser.token(refresh)).toMatchObject({
    status: 400,
    error: 'invalid_grant',
    suberror: 'consent_required',
    error_codes: [65001],
  });
});

it('steps Carla up for an authentication context, once per session', async () => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
  const page = await browser.signIn('carla', { claims });
  expect(page.html).toContain('Approve');
  const body = await browser.redeem(await browser.press(page, { answer: 'approve' }), { claims });
  expect(decodeJwt(String(body['access_token']))).toMatchObject({ amr: ['pwd', 'mfa'], acrs: ['c1'] });
  expect((await browser.authorize({ claims, prompt: 'none' })).answer.get('code')).toBeTruthy();
});

it('refuses the step-up when it is not approved, and asks for it when silent', async () => {
  const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: ['p1'] } } });
  const page = await browser.signIn('carla', { claims });
  const silent = await browser.authorize({ claims, prompt: 'none' });
  expect(silent.answer.get('error')).toBe('interaction_required');
  const { answer } = await browser.press(page, { answer: 'cancel' });
  expect(answer.get('error_description')).toContain('AADSTS500121');
});

it('puts declared client capabilities into the token', async () => {
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
  const declaredAtToken = await browser.redeem(await browser.signIn('ada'), { claims });
  const declaredAtAuthorize = await browser.redeem(await browser.authorize({ claims }));
  for (const body of [declaredAtToken, declaredAtAuthorize]) {
    expect(decodeJwt(String(body['access_token']))['xms_cc']).toEqual(['cp1']);
  }
});

it('applies Conditional Access at sign-in too', async () => {
  const policy = { user: 'ada', resource: `api://${API_APP_ID}` } as const;
  cloud.drill({ policies: [{ ...policy, control: 'mfa' }] });
  const page = await browser.signIn('ada');
  expect(page.html).toContain('Approve sign-in request');
  const silent = await browser.authorize({ prompt: 'none' });
  expect(JSON.parse(silent.answer.get('claims') ?? '')).toHaveProperty('access_token.capolids');
  expect((await browser.press(page, { answer: 'approve' })).answer.get('code')).toBeTruthy();
  cloud.drill({ policies: [{ ...policy, control: 'block' }] });
  expect((await browser.authorize()).answer.get('error_description')).toContain('AADSTS53003');
});

it('ends a flow once it is answered', async () => {
  const page = await browser.signIn('ben', { prompt: 'consent' });
  await browser.press(page, { answer: 'accept' });
  expect((await browser.press(page, { answer: 'accept' })).html).toContain('This sign-in has ended');
});

it('asks a revoked person to sign in again, whatever the browser remembers', async () => {
  const body = await browser.redeem(await browser.signIn('ada'));
  cloud.drill({ revoke: ['ada'] });
  expect((await browser.authorize({ prompt: 'none' })).answer.get('error')).toBe('login_required');
  const refresh = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) };
  expect(await browser.token(refresh)).toMatchObject({ error_codes: [50173], suberror: 'bad_token' });
  expect((await browser.signIn('ada')).answer.get('code')).toBeTruthy();
});
