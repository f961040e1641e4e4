import { VS_CODE_CLIENT_ID } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';
import type { ClientProfile } from './profiles/client-profile.js';
import { DOCUMENT_CLIENTS } from './profiles/document-clients.js';
import { ProfilePlay } from './profiles/play-profile.js';
import { REGISTERING_CLIENTS } from './profiles/registering-clients.js';
import { McpClient } from './support/mcp-client.js';
import { Publisher } from './support/publisher.js';

const CONFIGURED = {
  'vscode-static': { name: 'VS Code', redirectUris: ['https://vscode.dev/redirect'] },
  'copilot-studio': {
    name: 'Copilot Studio',
    redirectUris: ['https://global.consent.azure-apim.net/redirect/torii'],
    secret: 'a-secret-of-the-wizard-1',
  },
  kiro: { name: 'Kiro', redirectUris: ['http://127.0.0.1/oauth/callback'] },
  'gemini-cli': { name: 'Gemini CLI', redirectUris: ['http://localhost:7777/oauth/callback'] },
};
const HOSTS =
  'claude.ai,chatgpt.com,vscode.dev,teams.microsoft.com,www.perplexity.ai,cursor:,localhost,127.0.0.1';

describe('real clients, by their documented rules', () => {
  let product: Product;
  let publisher: Publisher;

  beforeAll(async () => {
    publisher = await Publisher.start();
    product = await startProduct({
      documentNetwork: publisher.network,
      settings: { OAUTH_PROXY_CLIENTS: JSON.stringify(CONFIGURED), OAUTH_PROXY_REDIRECT_HOSTS: HOSTS },
    });
    await publisher.publish('/oauth/client.json', {
      client_name: 'ChatGPT',
      redirect_uris: ['https://chatgpt.com/connector_platform_oauth_redirect'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'RS256',
    });
  });
  afterAll(async () => {
    await product?.close();
    await publisher?.close();
  });

  const proxied = [...DOCUMENT_CLIENTS, ...REGISTERING_CLIENTS];

  it.each(proxied)('$name gets in and calls tools ($source)', async (profile: ClientProfile) => {
    const play = new ProfilePlay(product, publisher, profile);
    const discovered = await play.discover();
    expect(discovered.document['issuer']).toBe(discovered.issuer);
    expect(discovered.document).toMatchObject(profile.demands ?? {});
    expect(discovered.document['token_endpoint_auth_methods_supported']).toContain(profile.authentication);

    const { client, secret } = await play.identify(discovered.document);
    const parameters = play.parameters(discovered);
    const stop = await client.signIn('ada', parameters);
    expect(stop.target?.startsWith(client.redirectUri)).toBe(true);
    expect(stop.answer.get('state')).toBe('state-1');
    if (profile.demandsIss) expect(stop.answer.get('iss')).toBe(discovered.issuer);

    const { status, body } = await play.token(client, codeForm(client, stop.answer, parameters), secret);
    expect([status, body['token_type']]).toEqual([200, 'Bearer']);
    expect(await toolNames(String(body['access_token']))).toContain('secure_ping');
    if (!profile.refreshes) return;
    const { resource } = parameters;
    const form = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']), resource };
    const refreshed = await play.token(client, form, secret);
    expect(refreshed.status).toBe(200);
    expect(await toolNames(String(refreshed.body['access_token']))).toContain('secure_ping');
  });

  it('VS Code signs in at Entra itself too, which the metadata names second', async () => {
    const document = (await (
      await fetch(`${product.url}/.well-known/oauth-protected-resource/mcp`)
    ).json()) as {
      authorization_servers: string[];
      scopes_supported: string[];
    };
    const [first, entra = ''] = document.authorization_servers;
    expect(first).toBe(product.url);
    const client = new McpClient(product, VS_CODE_CLIENT_ID, 'http://localhost:51999/');
    const query = new URL(client.authorizeUrl({ resource: undefined, scope: document.scopes_supported[0] }))
      .search;
    const endpoint = entra.replace(/v2\.0$/, 'oauth2/v2.0');
    const signInPage = await client.browser.open(`${endpoint}/authorize${query}`);
    const stop = await client.browser.press(signInPage, { user: 'ada' });
    const form = { ...codeForm(client, stop.answer, {}), client_id: client.clientId, resource: '' };
    const response = await fetch(`${endpoint}/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect(await toolNames(token)).toContain('secure_ping');
  });

  it('fetches a metadata document once, and serves copies where hosts refuse', () => {
    expect(publisher.requests.filter((path) => path === '/oauth/client.json')).toHaveLength(1);
  });

  function codeForm(
    client: McpClient,
    answer: URLSearchParams,
    { resource }: { readonly resource?: string },
  ) {
    return {
      grant_type: 'authorization_code',
      code: answer.get('code') ?? '',
      redirect_uri: client.redirectUri,
      code_verifier: client.verifier,
      resource,
    };
  }

  async function toolNames(token: string): Promise<readonly string[]> {
    const response = await product.request('/mcp', {
      token,
      json: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
      headers: { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' },
    });
    const body = (await response.json()) as { result: { tools: { name: string }[] } };
    return body.result.tools.map(({ name }) => name);
  }
});
