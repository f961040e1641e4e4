import { type AuthModuleOptions, SYSTEM_CLOCK } from '../src/index.js';
import { metadataFor, startApp, type TestApp } from './app.js';
import { TestAuthority, makeKey } from './authority.js';
import { type CaseApp, Forge } from './cases/case.js';
import { API, BLUEPRINT, OTHER_TENANT, SPA, TENANT } from './tokens.js';

/** Where the clock of the apps stands still, in seconds since the epoch. */
export const NOW = 1_800_000_000;

/** An authority, the two apps of the case tables, and what makes tokens for them. */
export interface Stage {
  readonly authority: TestAuthority;
  readonly forge: Forge;
  readonly apps: Readonly<Record<CaseApp, TestApp>>;
  close(): Promise<void>;
}

/** Sets everything up on loopback ports. `more` is laid over the options of both apps. */
export async function setStage(more: Partial<AuthModuleOptions> = {}): Promise<Stage> {
  const authority = new TestAuthority();
  const [key, stranger, foreign] = await Promise.all([
    makeKey('key-1'),
    makeKey('stranger'),
    makeKey('foreign'),
  ]);
  await authority.start();
  const bound = { ...foreign.jwk, issuer: authority.issuer(OTHER_TENANT, '2.0') };
  const own = { ...key.jwk, issuer: `${authority.host}/{tenantid}/v2.0` };
  authority.published['2.0'].push(own, bound);
  authority.published['1.0'].push(key.jwk);
  const options: AuthModuleOptions = {
    tenantId: TENANT,
    clientId: API,
    authorityHost: authority.host,
    allowedAudiences: ['https://api.contoso.example'],
    resourceMetadataUrl: metadataFor,
    clock: { ...SYSTEM_CLOCK, now: () => NOW * 1000 },
    ...more,
  };
  const strict = {
    ...options,
    allowedClientApps: [SPA],
    allowedAgents: [`blueprint:${BLUEPRINT}`],
    allowGuests: false,
    acceptV1Tokens: false,
  };
  const apps = { default: await startApp(options), strict: await startApp(strict) };
  return {
    authority,
    forge: new Forge(authority, key, stranger, foreign, NOW),
    apps,
    async close() {
      await Promise.all(Object.values(apps).map((app) => app.close()));
      await authority.stop();
    },
  };
}
