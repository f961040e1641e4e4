import { API_APP_ID } from '../demo.js';
import { Directory } from './directory.js';
import { answeredScopes, readScopes } from './scopes.js';

const directory = new Directory({ url: 'http://localhost:3900', productUrl: 'http://localhost:3000' });

it.each([
  ['https://search.azure.com/.default', 'https://search.azure.com', true, []],
  ['https://search.azure.com//.default', 'https://search.azure.com/', true, []],
  [`api://${API_APP_ID}/access_as_user`, `api://${API_APP_ID}`, false, ['access_as_user']],
  [`${API_APP_ID}/access_as_user`, API_APP_ID, false, ['access_as_user']],
  ['http://localhost:3900/User.Read', 'http://localhost:3900', false, ['User.Read']],
  ['User.Read', 'https://graph.microsoft.com', false, ['User.Read']],
])('reads %s as permissions of %s', (text, identifier, everything, permissions) => {
  expect(readScopes(directory, text)).toMatchObject({ identifier, everything, permissions, oidc: [] });
});

it('keeps OpenID Connect scopes apart, and takes them alone for Graph', () => {
  const request = readScopes(directory, 'openid profile offline_access');
  expect(request).toMatchObject({ identifier: 'https://graph.microsoft.com', permissions: [] });
  expect(request.oidc).toEqual(['openid', 'profile', 'offline_access']);
});

it('answers scopes as the client would ask for them, and .default where it was asked for', () => {
  const request = readScopes(directory, 'openid offline_access https://search.azure.com/.default');
  expect(answeredScopes(request, ['user_impersonation'])).toBe(
    'openid https://search.azure.com/user_impersonation https://search.azure.com/.default',
  );
});

it('refuses several resources, but for the authorization endpoint takes the first', () => {
  const text = 'https://search.azure.com/user_impersonation User.Read';
  expect(() => readScopes(directory, text)).toThrow(expect.objectContaining({ code: 'AADSTS28002' }));
  expect(readScopes(directory, text, 'first').permissions).toEqual(['user_impersonation']);
});
