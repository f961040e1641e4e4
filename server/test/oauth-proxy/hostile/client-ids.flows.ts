import { type HostileFlow, page } from './hostile-flow.js';

const CIMD = 'draft-ietf-oauth-client-id-metadata-document section 3';
const SSRF = 'MCP security best practices, SSRF';

/** [title, source, client id] */
const IDS: readonly (readonly [title: string, source: string, id: string | undefined])[] = [
  ['is missing', 'RFC 6749 section 4.1.1', undefined],
  ['nobody gave out', 'RFC 6749 section 5.2', 'torii.invalid'],
  [
    'is sealed by somebody else',
    'RFC 7516 section 11',
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiQUFBQUFBQUEifQ..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA',
  ],
  [
    'is a token without encryption',
    'RFC 8725 section 3.2',
    'eyJhbGciOiJub25lIn0.eyJ2Ijp7InJlZGlyZWN0VXJpcyI6WyJodHRwczovL2V2aWwuZXhhbXBsZSJdfX0.',
  ],
  ['is a document over http', CIMD, 'http://evil.example/client.json'],
  ['is a document on this machine', SSRF, 'https://localhost/client.json'],
  ['is a document on this machine with a final dot', SSRF, 'https://localhost./client.json'],
  ['is a document at a loopback address', SSRF, 'https://127.0.0.1/client.json'],
  ['is a document at a loopback address in one number', SSRF, 'https://2130706433/client.json'],
  ['is a document at a loopback address in hexadecimal', SSRF, 'https://0x7f.1/client.json'],
  ['is a document at the loopback address of IPv6', SSRF, 'https://[::1]/client.json'],
  ['is a document at an IPv4 address in IPv6 dress', SSRF, 'https://[::ffff:169.254.169.254]/client.json'],
  ['is a document at the address of cloud metadata', SSRF, 'https://169.254.169.254/metadata/instance'],
  ["is a document at Azure's platform address", SSRF, 'https://168.63.129.16/client.json'],
  ['is a document at a private address', SSRF, 'https://10.0.0.1/client.json'],
  ['is a document with user information', CIMD, 'https://user:secret@evil.example/client.json'],
  ['is a document without a path', CIMD, 'https://evil.example/'],
  ['is a document with dot segments', CIMD, 'https://evil.example/a/../client.json'],
  ['is a document with encoded dot segments', CIMD, 'https://evil.example/a/%2e%2e/client.json'],
  ['is a document with a fragment', CIMD, 'https://evil.example/client.json#x'],
  ['is a document with a host in upper case', CIMD, 'https://EVIL.example/client.json'],
  ['is a document with a backslash', CIMD, 'https://evil.example\\client.json'],
  [
    'is longer than any client id',
    'MCP security best practices, SSRF',
    `https://evil.example/${'a'.repeat(3000)}`,
  ],
];

export const clientIds: readonly HostileFlow[] = IDS.map(([what, source, id]) => ({
  title: `a client id that ${what} is refused on a page`,
  source,
  attack: (stage) => stage.client().authorize({ client_id: id }),
  ending: page(),
}));
