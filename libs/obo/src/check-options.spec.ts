import { CLIENT, SEARCH, SECRET, TENANT } from '../test/jwt.js';
import { createObo, type OboOptions } from './index.js';

const good: OboOptions = {
  authorityHost: 'https://login.microsoftonline.com',
  tenantId: TENANT,
  clientId: CLIENT,
  credentials: [{ kind: 'client-secret', secret: SECRET }],
  allowedResources: [SEARCH],
};

describe('the options', () => {
  it.each([
    ['as they should be', {}],
    ['with a trailing slash at the authority', { authorityHost: 'https://login.microsoftonline.us/' }],
    ['with a loopback authority', { authorityHost: 'http://localhost:3900' }],
    ['without a credential while it is off', { enabled: false, credentials: [], tenantId: '' }],
  ])('are accepted %s', (_what, changed) => {
    expect(() => createObo({ ...good, ...changed })).not.toThrow();
  });

  it.each([
    ['authorityHost', { authorityHost: 'http://login.microsoftonline.com' }],
    ['authorityHost', { authorityHost: 'http://localhost.evil.example' }],
    ['authorityHost', { authorityHost: 'https://login.microsoftonline.com/common' }],
    ['authorityHost', { authorityHost: 'login.microsoftonline.com' }],
    ['tenantId', { tenantId: 'common' }],
    ['clientId', { clientId: 'api://torii' }],
    ['credentials', { credentials: [] }],
    [
      'agentId',
      {
        credentials: [
          {
            kind: 'agent-identity' as const,
            agentId: 'torii',
            blueprint: { kind: 'client-secret' as const, secret: SECRET },
          },
        ],
      },
    ],
    ['allowedResources', { allowedResources: [`${SEARCH}/.default`] }],
    ['additionalResources', { additionalResources: { weather: ['api://a b'] } }],
    ['allowedScopes', { allowedScopes: ['User.Read'] }],
    ['requestTimeoutMs', { requestTimeoutMs: 0 }],
    ['maxCachedTokens', { maxCachedTokens: 1.5 }],
    ['expiryMarginSeconds', { expiryMarginSeconds: -1 }],
  ])('are refused at start where %s is wrong, by name', (name, changed) => {
    expect(() => createObo({ ...good, ...changed })).toThrow(name);
  });

  it('are refused with all faults at once and no secret', () => {
    const faulty = {
      ...good,
      tenantId: 'x',
      clientId: 'y',
      credentials: [{ kind: 'client-secret', secret: SECRET }] as const,
    };
    expect(() => createObo(faulty)).toThrow(/tenantId.*clientId/);
    expect(() => createObo(faulty)).not.toThrow(SECRET);
  });
});
