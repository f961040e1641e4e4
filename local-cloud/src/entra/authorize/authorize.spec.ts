import { decodeJwt } from 'jose';
import {
  API_APP_ID,
  FABRIKAM_TENANT_ID,
  type LocalCloud,
  SPA_CLIENT_ID,
  startLocalCloud,
} from '../../index.js';
import { FetchBrowser, REDIRECT_URI } from './browser.fixture.js';

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

it('signs a person in with code and PKCE, and answers tokens for the API', async () => {
  const stop = await browser.signIn('ada', { client_info: '1' });
  expect(stop.location?.startsWith(`${REDIRECT_URI}#`)).toBe(true);
  expect(stop.answer.get('state')).toBe('state-1');
  const body = await browser.redeem(stop);
  expect(body).toMatchObject({ status: 200, token_type: 'Bearer', refresh_token: expect.any(String) });
  expect(decodeJwt(String(body['access_token']))).toMatchObject({
    aud: API_APP_ID,
    azp: SPA_CLIENT_ID,
    scp: 'access_as_user Notes.ReadWrite',
    amr: ['pwd'],
  });
  expect(decodeJwt(String(body['id_token']))).toMatchObject({
    aud: SPA_CLIENT_ID,
    nonce: 'nonce-1',
    name: 'Ada Lovelace',
  });
  const info = Buffer.from(String(body['client_info']), 'base64url').toString('utf8');
  expect(JSON.parse(info)).toEqual({
    uid: decodeJwt(String(body['access_token']))['oid'],
    utid: expect.any(String),
  });
});

it('signs in by name and password, and refuses a wrong password and an unknown name in the same words', async () => {
  const page = await browser.authorize();
  const wrong = await browser.press(page, { username: 'ada@contoso.example', password: 'no' });
  const unknown = await browser.press(page, { username: 'eve@contoso.example', password: 'torii' });
  expect(wrong.html).toContain('AADSTS50126');
  expect(unknown.html.replaceAll('eve@', 'ada@')).toBe(wrong.html);
  const right = await browser.press(wrong, { username: 'Ada@contoso.example', password: 'torii' });
  expect(right.answer.get('code')).toBeTruthy();
});

it('remembers the session, so that a silent request needs no page', async () => {
  expect((await browser.authorize({ prompt: 'none' })).answer.get('error')).toBe('login_required');
  await browser.signIn('ben');
  expect((await browser.authorize({ prompt: 'none' })).answer.get('code')).toBeTruthy();
  const other = await browser.authorize({ prompt: 'none', login_hint: 'ada@contoso.example' });
  expect(other.answer.get('error_description')).toContain('AADSTS50058');
});

it('takes demo_user for the click on that person, whoever is signed in', async () => {
  await browser.signIn('ada');
  const stop = await browser.authorize({ demo_user: 'ben', prompt: 'select_account' });
  expect(decodeJwt(String((await browser.redeem(stop))['access_token']))).toMatchObject({ name: 'Ben Ito' });
  const next = await browser.redeem(await browser.authorize({ prompt: 'none' }));
  expect(decodeJwt(String(next['access_token']))).toMatchObject({ name: 'Ben Ito' });
});

it('gives a silent demo_user a token beside the session of the browser', async () => {
  await browser.signIn('ada');
  const guest = await browser.redeem(await browser.authorize({ demo_user: 'guest', prompt: 'none' }));
  expect(decodeJwt(String(guest['access_token']))).toMatchObject({ name: 'Gus Fabrikam' });
  const next = await browser.redeem(await browser.authorize({ prompt: 'none' }));
  expect(decodeJwt(String(next['access_token']))).toMatchObject({ name: 'Ada Lovelace' });
  const nobody = await browser.authorize({
    demo_user: 'eve',
    prompt: 'none',
    login_hint: 'ben@contoso.example',
  });
  expect(nobody.answer.get('error')).toBe('login_required');
});

it.each(['login', 'select_account'])('asks again who it is with prompt=%s', async (prompt) => {
  await browser.signIn('ada');
  const page = await browser.authorize({ prompt });
  expect(page.html).toContain('Carla Gomez');
  expect((await browser.press(page, { user: 'carla' })).answer.get('code')).toBeTruthy();
});

it('answers in the query or by form post, as the client asks', async () => {
  const query = await browser.signIn('ada', { response_mode: 'query' });
  expect(query.location).toContain(`${REDIRECT_URI}?code=`);
  const form = await browser.authorize({ response_mode: 'form_post' });
  expect(form.html).toContain(`action="${REDIRECT_URI}"`);
  expect(form.html).toMatch(/name="code" value="[\w-]{32}"/);
  // The client may send the browser on, and `form-action` would hold for that, too.
  expect(form.headers.get('content-security-policy')).not.toContain('form-action');
});

it('accepts any port of a loopback redirect URI, but no other path, host or scheme', async () => {
  const ok = await browser.signIn('ada', { redirect_uri: 'http://localhost:4711/redirect.html' });
  expect(ok.location?.startsWith('http://localhost:4711/redirect.html#code=')).toBe(true);
  for (const redirect_uri of [
    'http://localhost:3000/evil',
    'http://localhost.evil.example/redirect.html',
    'https://localhost:3000/redirect.html',
    'http://localhost:3000/redirect.html#x',
    'http://user@localhost:3000/redirect.html',
    'javascript:alert(1)',
    '',
  ]) {
    const stop = await browser.authorize({ redirect_uri });
    expect([stop.status, stop.location]).toEqual([400, undefined]);
    expect(stop.html).toContain('AADSTS50011');
  }
});

it.each([
  [{ client_id: 'nobody' }, 'AADSTS700016'],
  [{ client_id: undefined }, 'AADSTS900144'],
  [{ response_mode: 'web_message' }, 'AADSTS70007'],
])('shows %j as an error page', async (changed, code) => {
  const stop = await browser.authorize(changed);
  expect(stop.location).toBeUndefined();
  expect(stop.html).toContain(code);
});

it.each([
  [{ code_challenge: undefined }, 'invalid_request', 'AADSTS9002325'],
  [{ code_challenge_method: 'plain' }, 'invalid_request', 'AADSTS501491'],
  [{ response_type: 'id_token' }, 'unsupported_response_type', 'AADSTS700054'],
  [{ scope: 'api://unknown/read' }, 'invalid_resource', 'AADSTS500011'],
  [{ claims: 'no json' }, 'invalid_request', 'AADSTS9002313'],
  [{ resource: 'https://search.azure.com' }, 'invalid_target', 'AADSTS9010010'],
])('sends %j back as an OAuth error', async (changed, error, code) => {
  const { answer } = await browser.authorize(changed);
  expect(answer.get('error')).toBe(error);
  expect(answer.get('error_description')).toContain(code);
  expect(answer.get('state')).toBe('state-1');
});

it('keeps people of one tenant out of the other, but lets the guest into both', async () => {
  const refused = await browser.press(await browser.authorize({}, FABRIKAM_TENANT_ID), { user: 'ada' });
  expect(refused.html).toContain('AADSTS50020');
  const stop = await browser.signIn('guest');
  const claims = decodeJwt(String((await browser.redeem(stop))['access_token']));
  expect(claims).toMatchObject({ acct: 1, idp: `https://sts.windows.net/${FABRIKAM_TENANT_ID}/` });
});

it('escapes what a request carries', async () => {
  const page = await browser.authorize({ login_hint: '"><script>alert(1)</script>' });
  expect(page.html).not.toContain('<script>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('ends the session on logout and returns only to registered addresses, with the state', async () => {
  await browser.signIn('ada');
  const out = `${cloud.url}/${FABRIKAM_TENANT_ID}/oauth2/v2.0/logout?post_logout_redirect_uri=`;
  const back = await browser.open(`${out}${encodeURIComponent('http://localhost:3000/?state=s1')}`);
  expect(back.location).toBe('http://localhost:3000/?state=s1');
  expect((await browser.authorize({ prompt: 'none' })).answer.get('error')).toBe('login_required');
  const stranger = await browser.open(`${out}${encodeURIComponent('http://evil.example/')}`);
  expect([stranger.status, stranger.location]).toEqual([200, undefined]);
});
