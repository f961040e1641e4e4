import { type HostileFlow, page } from './hostile-flow.js';

/** [what the redirect URI does, the URI]; the registered ones are those of `HONEST`. */
const TRICKS: readonly (readonly [title: string, source: string, uri: string | undefined])[] = [
  ['names another host', 'RFC 9700 section 4.1', 'https://evil.example/cb'],
  [
    'hangs another domain behind the registered one',
    'RFC 9700 section 4.1.1',
    'https://app.example.evil.example/cb',
  ],
  ['puts another domain before the registered one', 'RFC 9700 section 4.1.1', 'https://evil-app.example/cb'],
  ['climbs out of the registered path', 'RFC 9700 section 4.1.1', 'https://app.example/cb/../evil'],
  ['adds a trailing slash', 'RFC 6749 section 3.1.2.2', 'https://app.example/cb/'],
  ['changes the case of the path', 'RFC 9700 section 2.1', 'https://app.example/CB'],
  ['changes the case of the host', 'RFC 9700 section 2.1', 'https://APP.example/cb'],
  ['adds a query', 'RFC 9700 section 4.1.3', 'https://app.example/cb?to=evil'],
  ['changes the registered query', 'RFC 9700 section 4.1.3', 'https://app.example/cb?tenant=2'],
  ['has a fragment', 'RFC 6749 section 3.1.2', 'https://app.example/cb#evil'],
  ['hides the host behind user information', 'RFC 9700 section 4.1.1', 'https://app.example@evil.example/cb'],
  ['hides it behind an encoded slash', 'RFC 9700 section 4.1.1', 'https://app.example%2f@evil.example/cb'],
  [
    'uses a backslash that browsers read as a slash',
    'RFC 9700 section 4.1.1',
    'https://evil.example\\@app.example/cb',
  ],
  ['names another port', 'RFC 9700 section 4.1.3', 'https://app.example:8443/cb'],
  ['writes the default port', 'RFC 9700 section 2.1', 'https://app.example:443/cb'],
  ['goes down to http', 'RFC 9700 section 2.6', 'http://app.example/cb'],
  ['leaves the scheme out', 'RFC 6749 section 3.1.2', '//app.example/cb'],
  ['runs a script', 'MCP security best practices, open redirection', 'javascript:alert(1)'],
  ['brings its own document', 'MCP security best practices, open redirection', 'data:text/html,evil'],
  [
    'climbs out of the path of a loopback address',
    'RFC 8252 section 8.3',
    'http://localhost:51234/callback/../evil',
  ],
  ['looks like localhost', 'RFC 8252 section 8.3', 'http://localhost.evil.example/callback'],
  [
    'hides a host behind localhost as user',
    'RFC 8252 section 8.3',
    'http://localhost:80@evil.example/callback',
  ],
  ['uses another name of the loopback host', 'RFC 8252 section 7.3', 'http://127.0.0.1:51234/callback'],
  ['uses another loopback address', 'RFC 8252 section 8.3', 'http://127.0.0.2/callback'],
  ['uses the loopback address of IPv6', 'RFC 8252 section 7.3', 'http://[::1]:51234/callback'],
  ['uses https on the loopback host', 'RFC 8252 section 7.3', 'https://localhost:51234/callback'],
  ['names a port that does not exist', 'RFC 8252 section 7.3', 'http://localhost:99999/callback'],
  ['adds a query to a loopback address', 'RFC 8252 section 7.3', 'http://localhost:51234/callback?to=evil'],
  ['holds a line break', 'RFC 9700 section 4.12', 'https://app.example/cb\r\nSet-Cookie: evil=1'],
  ['is missing although several are registered', 'RFC 6749 section 3.1.2.3', undefined],
];

export const redirectUris: readonly HostileFlow[] = TRICKS.map(([what, source, uri]) => ({
  title: `a redirect URI that ${what} is shown to the person and never followed`,
  source,
  attack: (stage) => stage.client().authorize({ redirect_uri: uri }),
  ending: page(),
}));
