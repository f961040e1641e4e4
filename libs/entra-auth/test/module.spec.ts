import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Req, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthErrorFilter, AuthModule, KeyManager, RequestAuthenticator } from '../src/index.js';
import { metadataFor, startApp } from './app.js';
import { ask, askWith } from './ask.js';
import { TestAuthority, makeKey } from './authority.js';
import { FakeClock } from './fake-clock.js';
import { API, OTHER_TENANT, TENANT, signToken, v2Claims } from './tokens.js';

const key = makeKey('key-1');
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function startAuthority(): Promise<TestAuthority> {
  const authority = new TestAuthority();
  authority.published['2.0'].push((await key).jwk);
  authority.published['1.0'].push((await key).jwk);
  await authority.start();
  closers.push(() => authority.stop());
  return authority;
}

const options = (authority: TestAuthority) => ({
  tenantId: TENANT,
  clientId: API,
  authorityHost: authority.host,
  resourceMetadataUrl: metadataFor,
});

/** Lets pending input and output happen until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('AuthModule in an app', () => {
  it('starts without the authority, answers 503 and Retry-After, and recovers by itself', async () => {
    const authority = await startAuthority();
    const { port } = authority;
    const settings = options(authority);
    const token = signToken(await key, v2Claims(authority, 1_800_000_000));
    await authority.stop();
    const clock = new FakeClock();
    const app = await startApp({ ...settings, clock });
    closers.push(() => app.close());

    const answer = await askWith(token, `${app.url}/api/me`);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect((await askWith('garbage', `${app.url}/api/me`)).status).toBe(401);
    expect((await ask(`${app.url}/api/me`)).status).toBe(401);
    const keys = app.nest.get(KeyManager);
    expect(keys.ready()).toMatchObject({ ready: false, reason: expect.stringContaining('keys') });

    const revived = new TestAuthority();
    for (const version of ['1.0', '2.0'] as const) revived.published[version].push((await key).jwk);
    await revived.start(port);
    closers.push(() => revived.stop());
    await clock.advanceSlowly(9_999, () => until(() => keys.ready().ready));
    expect((await askWith(token, `${app.url}/api/me`)).status).toBe(200);
  });

  it('is not ready while the keys of one accepted token version are missing, and names it', async () => {
    const authority = await startAuthority();
    authority.faults.set('/discovery/keys', (_request, response) => response.writeHead(500).end());
    const app = await startApp(options(authority));
    closers.push(() => app.close());
    const keys = app.nest.get(KeyManager);
    await until(() => !(keys.ready().reason ?? '').includes('2.0'));
    expect(keys.ready()).toEqual({ ready: false, reason: expect.stringContaining('version 1.0') });
  });

  it('forgets a verdict as soon as the key behind it is gone', async () => {
    const authority = await startAuthority();
    const app = await startApp(options(authority));
    closers.push(() => app.close());
    const token = signToken(await key, v2Claims(authority));
    expect((await askWith(token, `${app.url}/api/me`)).status).toBe(200);
    authority.published['2.0'].splice(0, 1, (await makeKey('key-2')).jwk);
    const unknown = signToken(await key, v2Claims(authority), { kid: 'nobody' });
    expect((await askWith(unknown, `${app.url}/api/me`)).status).toBe(401);
    expect((await askWith(token, `${app.url}/api/me`)).status).toBe(401);
  });

  it('asks for the documents of allowed tenants only, and of others not once', async () => {
    const authority = await startAuthority();
    const app = await startApp({ ...options(authority), allowedTenants: [TENANT, OTHER_TENANT] });
    closers.push(() => app.close());
    const requests = app.nest.get(RequestAuthenticator);
    for (let id = 0; id < 500; id += 1) {
      const tid = `30000000-0000-4000-8a00-${String(id).padStart(12, '0')}`;
      const token = signToken(await key, v2Claims(authority, undefined, { tid }));
      const refused = async () => requests.authenticate({ headers: { authorization: `Bearer ${token}` } });
      await expect(refused()).rejects.toMatchObject({ failure: 'tenant_not_allowed' });
    }
    expect(authority.requests.filter((path) => !path.includes(TENANT))).toEqual([]);
    const changes = { tid: OTHER_TENANT, iss: authority.issuer(OTHER_TENANT, '2.0') };
    const guest = signToken(await key, v2Claims(authority, undefined, changes));
    expect((await askWith(guest, `${app.url}/api/me`)).body).toMatchObject({ tid: OTHER_TENANT });
    expect(authority.requests.filter((path) => path.includes(OTHER_TENANT)).length).toBe(2);
  });

  it('can be configured by a factory, and serves Passport users by the name entra-bearer', async () => {
    const authority = await startAuthority();
    const module = AuthModule.forRootAsync({ useFactory: () => options(authority), guardEverything: false });
    @Controller()
    class PassportController {
      @UseGuards(AuthGuard('entra-bearer'))
      @Get('who')
      who(@Req() request: { readonly user: { readonly oid: string } }): unknown {
        return { oid: request.user.oid };
      }
    }
    @Module({ imports: [module], controllers: [PassportController] })
    class AppModule {}
    const nest = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
      logger: false,
    });
    nest.useGlobalFilters(new AuthErrorFilter());
    await nest.listen(0, '127.0.0.1');
    closers.push(() => nest.close());
    const url = `${await nest.getUrl()}/who`;
    const claims = v2Claims(authority);
    expect((await askWith(signToken(await key, claims), url)).body).toEqual({ oid: claims['oid'] });
    expect((await ask(url)).status).toBe(401);
  });
});
