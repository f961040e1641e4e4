import { type HostileFlow, json } from './hostile-flow.js';

const REDIRECT = 'invalid_redirect_uri';
const METADATA = 'invalid_client_metadata';
const good = ['https://app.example/cb'];

/** [title, source, body, error] */
const BODIES: readonly (readonly [title: string, source: string, body: unknown, code: string])[] = [
  ['without redirect URIs', 'RFC 7591 section 2', {}, REDIRECT],
  ['with an empty list', 'RFC 7591 section 2', { redirect_uris: [] }, REDIRECT],
  [
    'with a redirect URI that runs a script',
    'RFC 9700 section 4.1',
    { redirect_uris: ['javascript:alert(1)'] },
    REDIRECT,
  ],
  [
    'with a redirect URI that brings its own document',
    'RFC 9700 section 4.1',
    { redirect_uris: ['data:text/html,evil'] },
    REDIRECT,
  ],
  [
    'with a redirect URI of a file',
    'RFC 9700 section 4.1',
    { redirect_uris: ['file:///etc/passwd'] },
    REDIRECT,
  ],
  [
    'with a redirect URI over http',
    'RFC 9700 section 2.6',
    { redirect_uris: ['http://evil.example/cb'] },
    REDIRECT,
  ],
  ['with a fragment', 'RFC 6749 section 3.1.2', { redirect_uris: ['https://evil.example/cb#x'] }, REDIRECT],
  [
    'with user information',
    'RFC 9700 section 4.1',
    { redirect_uris: ['https://a:b@evil.example/cb'] },
    REDIRECT,
  ],
  ['with a wildcard', 'RFC 9700 section 4.1', { redirect_uris: ['https://*.evil.example/cb'] }, REDIRECT],
  [
    'with a private scheme that the operator has not listed',
    'RFC 8252 section 7.1',
    { redirect_uris: ['evilapp://cb'] },
    REDIRECT,
  ],
  ['with a relative redirect URI', 'RFC 6749 section 3.1.2', { redirect_uris: ['/cb'] }, REDIRECT],
  [
    'with one good redirect URI and one bad',
    'RFC 7591 section 3.2.2',
    { redirect_uris: [...good, 'http://evil.example'] },
    REDIRECT,
  ],
  [
    'with a hundred redirect URIs',
    'RFC 7591 section 5',
    { redirect_uris: Array.from({ length: 100 }, (_, at) => `https://app.example/${String(at)}`) },
    REDIRECT,
  ],
  [
    'with a redirect URI that is no text',
    'RFC 7591 section 2',
    { redirect_uris: [{ evil: true }] },
    REDIRECT,
  ],
  [
    'with an authentication method that is not served',
    'RFC 7591 section 2',
    { redirect_uris: good, token_endpoint_auth_method: 'tls_client_auth' },
    METADATA,
  ],
  [
    'of a client with keys but without any',
    'RFC 7591 section 2',
    { redirect_uris: good, token_endpoint_auth_method: 'private_key_jwt' },
    METADATA,
  ],
  [
    'that brings its private key',
    'RFC 7517 section 9.2',
    {
      redirect_uris: good,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ kty: 'RSA', d: 'evil' }] },
    },
    METADATA,
  ],
  [
    'with keys over http',
    'MCP security best practices, SSRF',
    {
      redirect_uris: good,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'http://evil.example/jwks',
    },
    METADATA,
  ],
  [
    'with keys given twice',
    'RFC 7591 section 2',
    {
      redirect_uris: good,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'https://evil.example/jwks',
      jwks: { keys: [] },
    },
    METADATA,
  ],
  [
    'for a grant that is not served alone',
    'RFC 9700 section 2.4',
    { redirect_uris: good, grant_types: ['password'] },
    METADATA,
  ],
  [
    'for a token in the front channel',
    'RFC 9700 section 2.1.2',
    { redirect_uris: good, response_types: ['token'] },
    METADATA,
  ],
  ['that is a list', 'RFC 7591 section 3.1', [1, 2], METADATA],
  ['that is a text', 'RFC 7591 section 3.1', 'evil', METADATA],
  [
    'that is larger than 8 KB',
    'RFC 7591 section 5',
    { redirect_uris: good, client_name: 'e'.repeat(20_000) },
    METADATA,
  ],
];

export const registrations: readonly HostileFlow[] = BODIES.map(([what, source, body, code]) => ({
  title: `a registration ${what} is refused (${code})`,
  source,
  attack: async ({ product }) => {
    const response = await fetch(`${product.url}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  },
  ending: json(code),
}));
