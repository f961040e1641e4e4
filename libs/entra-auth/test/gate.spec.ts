import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metadataFor, startApp, type TestApp } from './app.js';
import { makeKey, type SigningKey, TestAuthority } from './authority.js';
import { API, TENANT, signToken, v1Claims, v2Claims } from './tokens.js';

describe('the gate, over HTTP', () => {
  const authority = new TestAuthority();
  let key: SigningKey;
  let app: TestApp;

  beforeAll(async () => {
    key = await makeKey('key-1');
    authority.published['1.0'].push(key.jwk);
    authority.published['2.0'].push(key.jwk);
    await authority.start();
    app = await startApp({
      tenantId: TENANT,
      clientId: API,
      authorityHost: authority.host,
      resourceMetadataUrl: metadataFor,
    });
  });
  afterAll(async () => {
    await app.close();
    await authority.stop();
  });

  const get = (path: string, token?: string) =>
    fetch(app.url + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  it('lets a good v2 token in and shows who calls, without the token', async () => {
    const token = signToken(key, v2Claims(authority));
    const answer = await get('/api/me', token);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ tid: TENANT, scopes: ['access_as_user'], tokenVersion: '2.0' });
    expect(text).not.toContain(token);
  });

  it('lets a good v1 token in', async () => {
    const answer = await get('/api/me', signToken(key, v1Claims(authority)));
    expect(await answer.json()).toMatchObject({ tokenVersion: '1.0', upn: 'ada@contoso.example' });
  });

  it('tells a caller without credentials where to begin, and no error', async () => {
    const answer = await get('/api/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${metadataFor('/api/me')}", scope="api://${API}/access_as_user"`,
    );
  });

  it('opens a public route to everybody', async () => {
    expect((await get('/api/config')).status).toBe(200);
    expect((await get('/api/config', 'garbage')).status).toBe(200);
  });
});
