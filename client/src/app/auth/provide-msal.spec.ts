import type { ClientConfig } from '#libs/contract';

import { msalConfiguration } from './provide-msal.js';

const CLOUD: ClientConfig = {
  tenantId: 't',
  spaClientId: 's',
  apiScope: 'api://a/access_as_user',
  authority: 'https://login.microsoftonline.com/t',
  local: false,
  features: { chat: true, obo: true, search: true, tokenInspector: 'claims' },
};

describe('msalConfiguration', () => {
  it('hands over nothing but the authority for the cloud', () => {
    const { auth, cache } = msalConfiguration(CLOUD);
    expect(auth).toEqual({
      clientId: 's',
      authority: 'https://login.microsoftonline.com/t',
      redirectUri: '/redirect.html',
      postLogoutRedirectUri: '/',
      clientCapabilities: ['CP1'],
    });
    expect(cache).toEqual({ cacheLocation: 'sessionStorage' });
  });

  it('brings the discovery document of a loopback authority', () => {
    const { auth } = msalConfiguration({
      ...CLOUD,
      authority: 'https://localhost:3900/t',
      knownAuthorities: ['localhost:3900'],
      authorityMetadata: '{"issuer":"http://localhost:3900/t/v2.0"}',
    });
    expect(auth.knownAuthorities).toEqual(['localhost:3900']);
    expect(auth.authorityMetadata).toBe('{"issuer":"http://localhost:3900/t/v2.0"}');
  });
});
