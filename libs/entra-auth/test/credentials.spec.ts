import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, type Question } from './ask.js';
import type { Outcome } from './cases/case.js';
import { setStage, type Stage } from './stage.js';
import { promised, type Verdict, verdictOf } from './verdict.js';

type Row = readonly [name: string, failure: Outcome, question: (token: string) => AuthQuestion];

interface AuthQuestion {
  readonly authorization?: readonly string[];
  readonly query?: string;
  readonly form?: string;
  readonly other?: readonly (readonly [string, string])[];
}

const ROWS: readonly Row[] = [
  ['nothing', 'no_credentials', () => ({})],
  ['an empty header', 'no_credentials', () => ({ authorization: [''] })],
  ['the scheme Basic', 'scheme_unsupported', () => ({ authorization: ['Basic dXNlcjpwdw=='] })],
  ['the scheme DPoP', 'scheme_unsupported', (token) => ({ authorization: [`DPoP ${token}`] })],
  [
    'a scheme that begins with Bearer',
    'scheme_unsupported',
    (token) => ({ authorization: [`BearerX ${token}`] }),
  ],
  ['a scheme Bearer-Token', 'scheme_unsupported', (token) => ({ authorization: [`Bearer-Token ${token}`] })],
  ['a token without a scheme', 'scheme_unsupported', (token) => ({ authorization: [token] })],
  ['a token in the query', 'token_outside_header', (token) => ({ query: `access_token=${token}` })],
  [
    'a token in the query under an escaped name',
    'token_outside_header',
    (token) => ({ query: `access%5Ftoken=${token}` }),
  ],
  ['a token in a form body', 'token_outside_header', (token) => ({ form: `access_token=${token}` })],
  ['a token in a cookie', 'no_credentials', (token) => ({ other: [['cookie', `access_token=${token}`]] })],
  ['a token in a header of its own', 'no_credentials', (token) => ({ other: [['x-access-token', token]] })],
  [
    'a token for the proxy',
    'no_credentials',
    (token) => ({ other: [['proxy-authorization', `Bearer ${token}`]] }),
  ],
  [
    'Basic and a token in the query',
    'token_outside_header',
    (token) => ({ authorization: ['Basic eDp5'], query: `access_token=${token}` }),
  ],
  ['Bearer alone', 'credentials_empty', () => ({ authorization: ['Bearer'] })],
  ['Bearer and blanks', 'credentials_empty', () => ({ authorization: ['Bearer   '] })],
  ['bearer alone, in lower case', 'credentials_empty', () => ({ authorization: ['bearer'] })],
  ['two words', 'credentials_malformed', (token) => ({ authorization: [`Bearer ${token} ${token}`] })],
  ['a comma behind the token', 'credentials_malformed', (token) => ({ authorization: [`Bearer ${token},`] })],
  ['a quoted token', 'credentials_malformed', (token) => ({ authorization: [`Bearer "${token}"`] })],
  [
    'a token as a parameter',
    'credentials_malformed',
    (token) => ({ authorization: [`Bearer token="${token}"`] }),
  ],
  ['a tab instead of a blank', 'credentials_malformed', (token) => ({ authorization: [`Bearer\t${token}`] })],
  [
    'a colon instead of a blank',
    'credentials_malformed',
    (token) => ({ authorization: [`Bearer: ${token}`] }),
  ],
  [
    'a character beyond ASCII',
    'credentials_malformed',
    (token) => ({ authorization: [`Bearer ${token}\u00e9`] }),
  ],
  ['padding inside', 'credentials_malformed', (token) => ({ authorization: [`Bearer a=${token}`] })],
  [
    'two tokens in one header',
    'credentials_repeated',
    (token) => ({ authorization: [`Bearer ${token}, Bearer ${token}`] }),
  ],
  [
    'Basic and Bearer in one header',
    'credentials_repeated',
    (token) => ({ authorization: [`Basic eDp5, Bearer ${token}`] }),
  ],
  ['two headers', 'header_repeated', (token) => ({ authorization: [`Bearer ${token}`, `Bearer ${token}`] })],
  [
    'two headers, the first one Basic',
    'header_repeated',
    (token) => ({ authorization: ['Basic eDp5', `Bearer ${token}`] }),
  ],
  [
    'two headers, one spelled otherwise',
    'header_repeated',
    (token) => ({ authorization: [`Bearer ${token}`], other: [['AUTHORIZATION', 'Bearer x']] }),
  ],
  [
    'header and query both',
    'credentials_repeated',
    (token) => ({ authorization: [`Bearer ${token}`], query: `access_token=${token}` }),
  ],
  [
    'header and an empty query member',
    'credentials_repeated',
    (token) => ({ authorization: [`Bearer ${token}`], query: 'access_token=' }),
  ],
  [
    'header and form body both',
    'credentials_repeated',
    (token) => ({ authorization: [`Bearer ${token}`], form: `access_token=${token}` }),
  ],
  ['token68 that is no JWT', 'token_malformed', () => ({ authorization: ['Bearer abc/+~.-_=='] })],
  ['the scheme in lower case', 'accepted', (token) => ({ authorization: [`bearer ${token}`] })],
  ['the scheme in upper case', 'accepted', (token) => ({ authorization: [`BEARER ${token}`] })],
  ['several blanks', 'accepted', (token) => ({ authorization: [`Bearer   ${token}`] })],
  [
    'another header whose name is as long',
    'accepted',
    (token) => ({ authorization: [`Bearer ${token}`], other: [['x-header-name', '1']] }),
  ],
  [
    'a form body of other members',
    'accepted',
    (token) => ({ authorization: [`Bearer ${token}`], form: 'grant=access_token&token=x' }),
  ],
  [
    'a query member of another name',
    'accepted',
    (token) => ({ authorization: [`Bearer ${token}`], query: 'token=x' }),
  ],
];

function toQuestion(
  { authorization = [], form, other = [] }: AuthQuestion,
  method: 'GET' | 'POST',
): Question {
  const headers = [...authorization.map((value) => ['authorization', value] as const), ...other];
  if (form !== undefined) {
    return {
      method: 'POST',
      headers: [...headers, ['content-type', 'application/x-www-form-urlencoded']],
      body: form,
    };
  }
  return { method, headers };
}

describe('credentials, over HTTP', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  const judge = async ([, , build]: Row, path: string, method: 'GET' | 'POST'): Promise<Verdict> => {
    const question = build(stage.forge.v2());
    const query = question.query === undefined ? '' : `?${question.query}`;
    return verdictOf(await ask(stage.apps.default.url + path + query, toQuestion(question, method)));
  };

  it.each(ROWS)('REST: %s -> %s', async (...row) => {
    const path = row[0].includes('form') ? '/api/form' : '/api/me';
    expect(await judge(row, path, 'GET')).toEqual(promised(row[1], path));
  });

  it.each(ROWS)('MCP: %s -> %s', async (...row) => {
    expect(await judge(row, '/mcp', 'POST')).toEqual(promised(row[1], '/mcp'));
  });
});
