import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSample, type Sample } from './sample.js';

describe('the copy of the authorization server metadata', () => {
  let authority: Server;
  let sample: Sample;
  let asked = 0;
  let up = true;
  beforeAll(async () => {
    authority = createServer((_request, response) => {
      asked += 1;
      response.writeHead(up ? 200 : 500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ issuer: 'https://login.example/v2.0' }));
    });
    await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(authority.address() as AddressInfo).port}/metadata`;
    sample = await startSample({ mirrorAuthorizationServer: url });
  });
  afterAll(async () => {
    await sample.close();
    authority.close();
  });
  const get = (): Promise<Response> =>
    fetch(new URL('/.well-known/oauth-authorization-server/mcp', sample.url), {
      headers: { 'x-public': 'yes' },
    });

  it('says 503 while there is none, adds PKCE once there is one, and is then kept', async () => {
    up = false;
    expect((await get()).status).toBe(503);
    up = true;
    const copy = { issuer: 'https://login.example/v2.0', code_challenge_methods_supported: ['S256'] };
    expect(await (await get()).json()).toEqual(copy);
    up = false;
    expect(await (await get()).json()).toEqual(copy);
    expect(asked).toBe(2);
  });
});
