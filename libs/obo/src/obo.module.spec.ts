import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import '../test/log-lines.js';
import { FakeAuthority } from '../test/fake-authority.js';
import { caller, CLIENT, SEARCH, SECRET, TENANT } from '../test/jwt.js';
import { AppTokens, OboHealth, OboModule, type OboOptions, TokenExchanger } from './index.js';

@Injectable()
class Downstream {
  constructor(
    readonly exchanger: TokenExchanger,
    readonly appTokens: AppTokens,
    readonly health: OboHealth,
  ) {}
}

@Module({ providers: [Downstream], exports: [Downstream] })
class FeatureModule {}

describe('OboModule', () => {
  let authority: FakeAuthority;

  beforeEach(async () => {
    authority = await FakeAuthority.start();
  });
  afterEach(() => authority.stop());

  const options = (): OboOptions => ({
    authorityHost: authority.origin,
    tenantId: TENANT,
    clientId: CLIENT,
    credentials: [{ kind: 'client-secret', secret: SECRET }],
    allowedResources: [SEARCH],
    maxCachedTokens: undefined,
  });

  it.each(['forRoot', 'forRootAsync'] as const)(
    'is configured by %s and serves every module',
    async (method) => {
      const root =
        method === 'forRoot' ? OboModule.forRoot(options()) : OboModule.forRootAsync({ useFactory: options });
      const app = await Test.createTestingModule({ imports: [root, FeatureModule] }).compile();
      const { exchanger, appTokens, health } = app.get(Downstream);
      expect((await exchanger.exchange(caller(), { resource: SEARCH })).audience).toBe(SEARCH);
      expect(await appTokens.token(`${SEARCH}/.default`)).toContain('.');
      expect(await health.ready()).toEqual({ ready: true, credential: 'client-secret' });
      await app.close();
    },
  );
});
