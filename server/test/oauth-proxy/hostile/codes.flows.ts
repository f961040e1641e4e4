import { randomBytes } from 'node:crypto';
import { type HostileFlow, HONEST, json, type Stage } from './hostile-flow.js';
import type { Stop } from '../support/browser.js';
import { type Changes, McpClient } from '../support/mcp-client.js';

type Redeem = (stage: Stage, client: McpClient, stop: Stop) => ReturnType<McpClient['redeem']>;

/** A code that was given out honestly, redeemed in a way that is not. */
function stolen(title: string, source: string, redeem: Redeem, ending = json('invalid_grant')): HostileFlow {
  return {
    title,
    source,
    attack: async (stage) => {
      const client = stage.client();
      return redeem(stage, client, await client.signIn());
    },
    ending,
  };
}

const changed = (title: string, source: string, changes: Changes, ending = json('invalid_grant')) =>
  stolen(title, source, (_stage, client, stop) => client.redeem(stop, changes), ending);

export const codes: readonly HostileFlow[] = [
  changed('a code is refused with another verifier', 'RFC 9700 section 4.5', {
    code_verifier: randomBytes(32).toString('base64url'),
  }),
  changed(
    'a code is refused without a verifier (PKCE downgrade)',
    'RFC 9700 section 4.8',
    { code_verifier: undefined },
    json('invalid_request'),
  ),
  changed('a code is refused with a verifier that is too short', 'RFC 7636 section 4.1', {
    code_verifier: 'short',
  }),
  changed('a code is refused with another redirect URI', 'RFC 6749 section 10.6', {
    redirect_uri: 'https://app.example/cb',
  }),
  changed('a code is refused without its redirect URI', 'RFC 6749 section 4.1.3', {
    redirect_uri: undefined,
  }),
  changed('a code is refused with another port of the loopback host', 'RFC 8252 section 8.1', {
    redirect_uri: 'http://localhost:51235/callback',
  }),
  changed(
    'a code is refused for another resource',
    'RFC 8707 section 2.2',
    { resource: 'https://evil.example/mcp' },
    json('invalid_target'),
  ),
  changed(
    'a code is refused as refresh token',
    'RFC 8725 section 3.11',
    { grant_type: 'refresh_token', refresh_token: undefined },
    json('invalid_request'),
  ),
  changed(
    'a code is refused with an unknown client',
    'RFC 6749 section 5.2',
    { client_id: 'torii.invalid' },
    json('invalid_client', 401),
  ),
  changed(
    'a code is refused without a client',
    'RFC 6749 section 3.2.1',
    { client_id: undefined },
    json('invalid_client', 401),
  ),
  changed(
    'a code is refused with a secret that the client does not have',
    'RFC 6749 section 2.3',
    { client_secret: 'evil' },
    json('invalid_client', 401),
  ),
  stolen(
    'a code is refused to another client that registered in the same way',
    'RFC 9700 section 4.5',
    async (stage, client, stop) => {
      const thief = await McpClient.registered(stage.product, HONEST);
      return client.redeem(stop, { client_id: thief.clientId });
    },
  ),
  stolen('a code is good once', 'RFC 6749 section 4.1.2', async (_stage, client, stop) => {
    await client.redeem(stop);
    return client.redeem(stop);
  }),
  stolen('a code that was altered is refused', 'RFC 6749 section 10.10', (_stage, client, stop) =>
    client.redeem(stop, { code: `${(stop.answer.get('code') ?? '').slice(0, -5)}AAAAA` }),
  ),
  stolen(
    "Entra's own code, where one could be had, is refused",
    'MCP security best practices, token passthrough',
    (_stage, client) =>
      client.token({
        grant_type: 'authorization_code',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        code: '0.AAAA',
        code_verifier: client.verifier,
      }),
  ),
  stolen('a code sealed inside another is refused', 'RFC 8725 section 3.8', (_stage, client, stop) => {
    const code = stop.answer.get('code') ?? '';
    return client.redeem(stop, { code: `${code.split('.')[0]}..${Buffer.from(code).toString('base64url')}` });
  }),
  stolen(
    'a code of megabytes is refused unread',
    'RFC 7516 section 11.5',
    (_stage, client, stop) => client.redeem(stop, { code: 'A'.repeat(60_000) }),
    json('invalid_request'),
  ),
  stolen(
    'a client id of another kind is refused',
    'RFC 8725 section 3.11',
    (_stage, client, stop) => client.redeem(stop, { client_id: stop.answer.get('code') ?? '' }),
    json('invalid_client', 401),
  ),
  stolen(
    'two ways to authenticate at once are refused',
    'RFC 6749 section 2.3',
    (_stage, client, stop) =>
      client.redeem(
        stop,
        { client_secret: 'x' },
        { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
      ),
    json('invalid_request'),
  ),
  stolen(
    'a code in the address is refused, as addresses end in logs',
    'RFC 6749 section 3.2',
    async (stage, _client, stop) => {
      const url = `${stage.product.url}/token?code=${stop.answer.get('code') ?? ''}`;
      const response = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code' }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Record<string, unknown>,
      };
    },
    json('invalid_request'),
  ),
];
