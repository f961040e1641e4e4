/**
 * Copies of the metadata documents that well-known clients publish. They serve only while the host of the original
 * refuses the fetch: some put a bot challenge before it that no server passes. Taken in July to October 2026.
 * @module
 */

const LOOPBACK_CALLBACKS = ['http://127.0.0.1/callback', 'http://localhost/callback'];

const copy = (
  clientId: string,
  clientName: string,
  redirectUris: readonly string[],
  rest: Readonly<Record<string, unknown>> = { token_endpoint_auth_method: 'none' },
): readonly [string, Readonly<Record<string, unknown>>] => [
  clientId,
  {
    client_id: clientId,
    client_name: clientName,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    ...rest,
  },
];

const DOCUMENTS: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  copy('https://claude.ai/oauth/mcp-oauth-client-metadata', 'Claude', [
    'https://claude.ai/api/mcp/auth_callback',
  ]),
  copy('https://claude.ai/oauth/claude-code-client-metadata', 'Claude Code', LOOPBACK_CALLBACKS),
  copy(
    'https://chatgpt.com/oauth/client.json',
    'ChatGPT',
    ['https://chatgpt.com/connector_platform_oauth_redirect'],
    {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      token_endpoint_auth_signing_alg: 'RS256',
      jwks_uri: 'https://chatgpt.com/oauth/jwks.json',
    },
  ),
  copy('https://chatgpt.com/oauth/codex/client.json', 'Codex', LOOPBACK_CALLBACKS),
  copy('https://vscode.dev/oauth/client-metadata.json', 'Visual Studio Code', [
    'http://127.0.0.1:33418/',
    'https://vscode.dev/redirect',
  ]),
  copy('https://opencode.ai/oauth/opencode/client.json', 'opencode', LOOPBACK_CALLBACKS),
  copy('https://zed.dev/oauth/client-metadata.json', 'Zed', ['http://127.0.0.1/callback']),
]);

/** The copy of a document, where there is one. */
export function wellKnownClient(url: string): Readonly<Record<string, unknown>> | undefined {
  return DOCUMENTS.get(url);
}
