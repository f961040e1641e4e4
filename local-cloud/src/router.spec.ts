import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type LocalCloud, startLocalCloud } from './index.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterEach(() => cloud.resetDrills());
afterAll(() => cloud.close());

const settings = () => cloud.settings();

async function search(token: string): Promise<Response> {
  const { AZURE_SEARCH_ENDPOINT: endpoint, AZURE_SEARCH_INDEX: index } = settings();
  return fetch(`${endpoint}/indexes/${index}/docs/search?api-version=2025-09-01`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ search: 'travel policy', top: 3 }),
  });
}

async function ask(): Promise<Response> {
  const {
    AZURE_OPENAI_ENDPOINT: endpoint,
    AZURE_OPENAI_API_KEY: key,
    AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: model,
  } = settings();
  return fetch(`${endpoint}/openai/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'api-key': key ?? '' },
    body: JSON.stringify({ model, input: 'hello' }),
  });
}

it('serves search, at the address its settings name, to tokens for search only', async () => {
  expect((await search(await cloud.issueToken({ audience: 'https://search.azure.com' }))).status).toBe(200);
  expect((await search(await cloud.issueToken())).status).toBe(401);
});

it('challenges a revoked person at search', async () => {
  const token = await cloud.issueToken({ audience: 'https://search.azure.com' });
  cloud.drill({ revoke: ['ada'] });
  const response = await search(token);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('insufficient_claims');
});

it('serves the model with the key its settings name, and its faults as often as asked', async () => {
  expect((await ask()).status).toBe(200);
  cloud.drill({ model: { status: 429, retryAfter: 3, count: 1 } });
  const throttled = await ask();
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await ask()).status).toBe(200);
});

it('serves Microsoft Learn to an MCP client', async () => {
  const servers = JSON.parse(settings()['MCP_SERVERS'] ?? '') as Record<string, { url: string }>;
  const client = new Client({ name: 'spec', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(servers['Microsoft Learn']?.url ?? '')));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain('microsoft_docs_search');
  await client.close();
});

it.each(['graph', 'search', 'learn', 'managedIdentity', 'metadata'] as const)(
  'makes %s fail by drill',
  async (service) => {
    const paths = {
      graph: '/v1.0/me',
      search: '/search/indexes',
      learn: '/learn/api/mcp',
      managedIdentity: '/msi/token',
      metadata: '/common/v2.0/.well-known/openid-configuration',
    };
    cloud.drill({ [service]: { fault: 'status', status: 503, retryAfter: 9 } });
    const response = await fetch(cloud.url + paths[service]);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '9']);
  },
);

it('answers a preflight for the endpoints that browsers call, and no others', async () => {
  const headers = { origin: 'http://localhost:3000', 'access-control-request-headers': 'content-type' };
  const token = await fetch(`${cloud.url}/common/oauth2/v2.0/token`, { method: 'OPTIONS', headers });
  expect([token.status, token.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type']);
  for (const path of ['/_drill', '/_drill/token', '/msi/token', '/metadata/identity/oauth2/token']) {
    const closed = await fetch(cloud.url + path, { method: 'OPTIONS', headers });
    expect([path, closed.headers.get('access-control-allow-origin')]).toEqual([path, null]);
  }
});

it('has a front page and explains error numbers', async () => {
  expect(await (await fetch(cloud.url)).text()).toContain('Carla Gomez');
  const page = await (await fetch(`${cloud.url}/error?code=65001`)).text();
  expect(page).toContain('has not consented');
  expect((await fetch(`${cloud.url}/error?code=%3Cscript%3E`)).status).toBe(404);
});
