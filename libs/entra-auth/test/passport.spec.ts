import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import passport from 'passport';
import { EntraBearerStrategy } from '../src/index.js';
import { METADATA_URL } from './app.js';
import { ask, askWith, parametersOf } from './ask.js';
import { setStage, type Stage } from './stage.js';
import { APP_ID_URI } from './tokens.js';

type Middleware = (request: object, response: object, next: (error?: unknown) => void) => void;

describe('the strategy entra-bearer, with Passport alone', () => {
  let stage: Stage;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    stage = await setStage();
    // Passport is one per process: of the two apps of the stage the one named here shall serve.
    passport.use(stage.apps.default.nest.get(EntraBearerStrategy));
    const authenticate = passport.authenticate('entra-bearer', { session: false }) as Middleware;
    server = createServer((request, response) => {
      authenticate(request, response, (error) => {
        const { user } = request as { user?: { oid: string } };
        response.statusCode = error === undefined ? 200 : 503;
        response.end(JSON.stringify({ oid: user?.oid, failure: (error as { failure?: string })?.failure }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/me`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await stage.close();
  });

  it('leaves the caller on request.user', async () => {
    const answer = await askWith(stage.forge.v2(), url);
    expect([answer.status, answer.body['oid']]).toEqual([200, stage.forge.claims()['oid']]);
  });

  it('answers a refused caller with our challenge and status', async () => {
    const nobody = await status(url, []);
    expect(nobody).toEqual([401, { resource_metadata: METADATA_URL, scope: `${APP_ID_URI}/access_as_user` }]);
    const [code, parameters] = await status(url, [['authorization', 'Bearer garbage']]);
    expect([code, parameters['error']]).toEqual([401, 'invalid_token']);
  });

  it('hands keys that cannot be had on as an error, so that no caller is told to sign in again', async () => {
    stage.authority.faults.set('/discovery/', (_request, response) => response.writeHead(500).end());
    const answer = await askWith(stage.forge.v2({}, { kid: 'nobody' }), url);
    expect([answer.status, answer.body['failure']]).toEqual([503, 'keys_unavailable']);
  });
});

async function status(
  url: string,
  headers: readonly (readonly [string, string])[],
): Promise<readonly [number, Readonly<Record<string, string>>]> {
  const answer = await ask(url, { headers });
  return [answer.status, parametersOf(answer)];
}
