import { error, type HostileFlow, page } from './hostile-flow.js';
import type { Changes } from '../support/mcp-client.js';

const ERRORS: readonly (readonly [title: string, source: string, changes: Changes, code: string])[] = [
  [
    'without PKCE',
    'RFC 9700 section 2.1.1',
    { code_challenge: undefined, code_challenge_method: undefined },
    'invalid_request',
  ],
  [
    'with PKCE of method plain',
    'RFC 9700 section 2.1.1',
    { code_challenge_method: 'plain' },
    'invalid_request',
  ],
  [
    'with PKCE of no method, which means plain',
    'RFC 7636 section 4.3',
    { code_challenge_method: undefined },
    'invalid_request',
  ],
  [
    'with PKCE of an unknown method',
    'RFC 7636 section 4.4.1',
    { code_challenge_method: 'S512' },
    'invalid_request',
  ],
  [
    'with a challenge that is too short',
    'RFC 7636 section 4.2',
    { code_challenge: 'abc' },
    'invalid_request',
  ],
  [
    'with a challenge that is no base64url',
    'RFC 7636 section 4.2',
    { code_challenge: '='.repeat(43) },
    'invalid_request',
  ],
  [
    'for a token in the front channel',
    'RFC 9700 section 2.1.2',
    { response_type: 'token' },
    'unsupported_response_type',
  ],
  [
    'for a hybrid answer',
    'RFC 9700 section 2.1.2',
    { response_type: 'code token' },
    'unsupported_response_type',
  ],
  ['without response_type', 'RFC 6749 section 4.1.1', { response_type: undefined }, 'invalid_request'],
  [
    'for an answer in the fragment',
    'RFC 9700 section 4.3.2',
    { response_mode: 'fragment' },
    'invalid_request',
  ],
  [
    'for an answer by form post',
    'MCP security best practices, session binding',
    { response_mode: 'form_post' },
    'invalid_request',
  ],
  [
    'with a request object',
    'RFC 9101 section 10',
    { request: 'eyJhbGciOiJub25lIn0.e30.' },
    'request_not_supported',
  ],
  [
    'with a request object to be fetched',
    'RFC 9101 section 10.4',
    { request_uri: 'https://evil.example/r' },
    'request_uri_not_supported',
  ],
  ['for another resource', 'RFC 8707 section 2', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
  ['for another path of this host', 'RFC 8707 section 2', { resource: 'PRODUCT/api' }, 'invalid_target'],
  ['for a resource with a fragment', 'RFC 8707 section 2', { resource: 'PRODUCT/mcp#x' }, 'invalid_target'],
  [
    "for a scope of somebody else's API",
    'RFC 9700 section 2.3',
    { scope: 'https://graph.microsoft.com/Mail.Read' },
    'invalid_scope',
  ],
  ['for a scope that does not exist', 'RFC 6749 section 3.3', { scope: 'access_as_admin' }, 'invalid_scope'],
  [
    'for everything of another API',
    'RFC 9700 section 2.3',
    { scope: 'https://search.azure.com/.default' },
    'invalid_scope',
  ],
  [
    'without a page (prompt=none)',
    'MCP security best practices, confused deputy',
    { prompt: 'none' },
    'interaction_required',
  ],
];

const errors: readonly HostileFlow[] = ERRORS.map(([what, source, changes, code]) => ({
  title: `a request ${what} is refused at the client's own redirect URI (${code})`,
  source,
  attack: (stage) => {
    const resource = changes['resource']?.replace('PRODUCT', stage.product.url);
    return stage.client().authorize({ ...changes, ...(resource === undefined ? {} : { resource }) });
  },
  ending: error(code),
}));

const DOUBLES = ['client_id', 'redirect_uri', 'state', 'code_challenge', 'response_type'];

const doubles: readonly HostileFlow[] = DOUBLES.map((name) => ({
  title: `a request with two values of ${name} is refused on a page`,
  source: 'RFC 6749 section 3.1',
  attack: (stage) => {
    const client = stage.client();
    return client.browser.open(`${client.authorizeUrl()}&${name}=https%3A%2F%2Fevil.example%2Fcb`);
  },
  ending: page(),
}));

const floods: readonly HostileFlow[] = [
  {
    title: 'a state that does not fit a cookie is refused on a page',
    source: 'RFC 6265 section 6.1',
    attack: (stage) => stage.client().authorize({ state: 'a'.repeat(1100) }),
    ending: page(),
  },
];

export const requests: readonly HostileFlow[] = [...errors, ...doubles, ...floods];
