import { type HostileFlow, HONEST, json, type Stage } from './hostile-flow.js';
import { McpClient, type TokenAnswer } from '../support/mcp-client.js';

/** Tokens of one honest sign-in serve all of these: a refresh does not use them up. */
let honest:
  | Promise<{ readonly client: McpClient; readonly token: string; readonly code: string }>
  | undefined;

async function signedIn(stage: Stage): Promise<{ client: McpClient; token: string; code: string }> {
  const client = stage.client();
  const stop = await client.signIn();
  const { body } = await client.redeem(stop);
  return { client, token: String(body['refresh_token']), code: stop.answer.get('code') ?? '' };
}

function refreshing(
  title: string,
  source: string,
  attack: (given: { client: McpClient; token: string; code: string }, stage: Stage) => Promise<TokenAnswer>,
  ending = json('invalid_grant'),
): HostileFlow {
  return {
    title,
    source,
    ending,
    attack: async (stage) => attack(await (honest ??= signedIn(stage)), stage),
  };
}

export const refreshes: readonly HostileFlow[] = [
  refreshing(
    'a refresh token is refused to another client',
    'RFC 9700 section 4.14',
    async ({ client, token }, stage) => {
      const thief = await McpClient.registered(stage.product, HONEST);
      return client.refresh(token, { client_id: thief.clientId });
    },
  ),
  refreshing(
    'a refresh token is refused without a client',
    'RFC 6749 section 6',
    ({ client, token }) => client.refresh(token, { client_id: undefined }),
    json('invalid_client', 401),
  ),
  refreshing(
    'a refresh for more than was allowed is refused',
    'RFC 6749 section 6',
    ({ client, token }) => client.refresh(token, { scope: 'https://graph.microsoft.com/.default' }),
    json('invalid_scope'),
  ),
  refreshing(
    'a refresh for another resource makes the client sign in again',
    'RFC 8707 section 2.2',
    ({ client, token }) => client.refresh(token, { resource: 'https://evil.example/mcp' }),
  ),
  refreshing('a refresh token that was altered is refused', 'RFC 6749 section 10.4', ({ client, token }) =>
    client.refresh(`${token.slice(0, -6)}AAAAAA`),
  ),
  refreshing('a code is refused in place of a refresh token', 'RFC 8725 section 3.11', ({ client, code }) =>
    client.refresh(code),
  ),
  refreshing('a client id is refused in place of a refresh token', 'RFC 8725 section 3.11', ({ client }) =>
    client.refresh(client.clientId),
  ),
  refreshing(
    "Entra's access token is refused in place of a refresh token",
    'RFC 8725 section 3.11',
    async ({ client }, stage) => client.refresh(await stage.product.cloud.issueToken({ user: 'ada' })),
  ),
  refreshing(
    'a header of another purpose does not make a refresh token a code',
    'RFC 8725 section 3.11',
    ({ client, token }) => {
      const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as object;
      const forged = Buffer.from(JSON.stringify({ ...header, typ: 'torii-code+jwe' })).toString('base64url');
      return client.token({
        grant_type: 'authorization_code',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        code: [forged, ...token.split('.').slice(1)].join('.'),
        code_verifier: client.verifier,
      });
    },
  ),
  refreshing('a compressed value is not opened', 'RFC 8725 section 3.6', ({ client, token }) => {
    const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...header, zip: 'DEF' })).toString('base64url');
    return client.refresh([forged, ...token.split('.').slice(1)].join('.'));
  }),
  refreshing(
    'two refresh tokens at once are refused',
    'RFC 6749 section 3.2',
    async ({ client, token }, stage) => {
      const body = `grant_type=refresh_token&client_id=${client.clientId}&refresh_token=${token}&refresh_token=${token}`;
      const response = await fetch(`${stage.product.url}/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Record<string, unknown>,
      };
    },
    json('invalid_request'),
  ),
  refreshing(
    'a grant of the password is not served',
    'RFC 9700 section 2.4',
    ({ client }) =>
      client.token({
        grant_type: 'password',
        client_id: client.clientId,
        username: 'ada',
        password: 'torii',
      }),
    json('unsupported_grant_type'),
  ),
  refreshing(
    'client credentials are not served',
    'RFC 6749 section 4.4',
    ({ client }) => client.token({ grant_type: 'client_credentials', client_id: client.clientId }),
    json('unsupported_grant_type'),
  ),
  refreshing(
    'a body of JSON is refused as invalid request',
    'RFC 6749 section 3.2',
    (_given, stage) => post(stage, 'application/json', '{"grant_type":"refresh_token"}'),
    json('invalid_request'),
  ),
  refreshing(
    'a body of plain text is refused as invalid request',
    'RFC 6749 section 3.2',
    (_given, stage) => post(stage, 'text/plain', 'grant_type=refresh_token'),
    json('invalid_request'),
  ),
  refreshing(
    'a body of megabytes is refused unread',
    'RFC 9700 section 4.12',
    (_given, stage) =>
      post(stage, 'application/x-www-form-urlencoded', `refresh_token=${'A'.repeat(200_000)}`),
    json('invalid_request'),
  ),
];

async function post(stage: Stage, type: string, body: string): Promise<TokenAnswer> {
  const response = await fetch(`${stage.product.url}/token`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
