import { describe, expect, it } from '@jest/globals';
import { type AuthModuleOptions, AuthOptionsError } from './auth.options.js';
import { AuthPolicy } from './auth.policy.js';

const GOOD: AuthModuleOptions = {
  tenantId: '10000000-C047-4050-8A00-000000000001',
  clientId: 'a0000000-0000-4000-8a00-0000000000a1',
  resourceMetadataUrl: 'https://api.example/.well-known/oauth-protected-resource',
};

function faultsOf(changes: Partial<AuthModuleOptions>): readonly string[] {
  try {
    return [String(new AuthPolicy({ ...GOOD, ...changes }).tenantId)];
  } catch (error) {
    return error instanceof AuthOptionsError ? error.faults : [String(error)];
  }
}

describe('AuthPolicy', () => {
  it('takes agents by client id or by blueprint, and nothing else', () => {
    const agents =
      (...allowedAgents: readonly string[]) =>
      () =>
        new AuthPolicy({ ...GOOD, allowedAgents });
    expect(agents(GOOD.clientId, `blueprint:${GOOD.clientId}`)).not.toThrow();
    expect(agents('blueprint:mine')).toThrow(/allowedAgents/);
    expect(agents('https://client.example/metadata')).toThrow(/allowedAgents/);
  });

  it('fills in the defaults of the public contract', () => {
    const policy = new AuthPolicy(GOOD);
    expect(policy).toMatchObject({
      tenantId: '10000000-c047-4050-8a00-000000000001',
      appIdUri: 'api://a0000000-0000-4000-8a00-0000000000a1',
      authorityHost: 'https://login.microsoftonline.com',
      requiredScope: 'access_as_user',
      clockSkewSeconds: 60,
      allowGuests: true,
      acceptV1Tokens: true,
      strategy: 'jose',
    });
    expect([...policy.allowedTenants]).toEqual([policy.tenantId]);
    expect([...policy.audiences['1.0']]).toEqual([policy.appIdUri]);
    expect([...policy.audiences['2.0']]).toEqual([policy.clientId]);
  });

  it.each([
    ['tenantId', { tenantId: 'common' }],
    ['tenantId', { tenantId: 'contoso.onmicrosoft.com' }],
    ['clientId', { clientId: 'my-api' }],
    ['allowedTenants', { allowedTenants: ['organizations'] }],
    ['allowedClientApps', { allowedClientApps: ['*'] }],
    ['clockSkewSeconds', { clockSkewSeconds: 301 }],
    ['clockSkewSeconds', { clockSkewSeconds: -1 }],
    ['clockSkewSeconds', { clockSkewSeconds: Number.NaN }],
    ['authorityHost', { authorityHost: 'http://login.microsoftonline.com' }],
    ['authorityHost', { authorityHost: 'http://127.evil.example' }],
    ['authorityHost', { authorityHost: 'https://login.microsoftonline.com/common' }],
    ['authorityHost', { authorityHost: 'login.microsoftonline.com' }],
    ['resourceMetadataUrl', { resourceMetadataUrl: '/.well-known/oauth-protected-resource' }],
    ['requiredScope', { requiredScope: 'a b' }],
  ])('names the field %s in %j', (field, changes) => {
    expect(faultsOf(changes)).toEqual([expect.stringContaining(field)]);
  });

  it('lists all faults at once', () => {
    expect(faultsOf({ tenantId: 'x', clientId: 'y', clockSkewSeconds: 999 })).toHaveLength(3);
  });

  it.each([
    'https://login.microsoftonline.us',
    'https://login.partner.microsoftonline.cn/',
    'http://localhost:3900',
    'http://127.0.0.1:1',
    'http://[::1]:1',
  ])('accepts the authority host %s', (authorityHost) => {
    expect(new AuthPolicy({ ...GOOD, authorityHost }).authorityHost).toBe(authorityHost.replace(/\/$/, ''));
  });
});
