import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import { API_CLIENT_SECRET } from '#local-cloud';
import { type Product, startProduct } from '../support/product.js';

const SEARCH = 'https://search.azure.com';
/** A compact JWS, or the greater part of one. */
const JWS = /eyJ[\w-]{10,}\.[\w-]{10,}/;

describe('tokens and secrets', () => {
  let product: Product;
  const lines: string[] = [];
  const told: string[] = [];
  const tokens: string[] = [];

  beforeAll(async () => {
    product = await startProduct({ settings: { TOKEN_INSPECTOR: 'claims' } });
    const keep = (...parts: unknown[]): number => lines.push(inspect(parts, { depth: 9 }));
    Logger.overrideLogger({ log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep });
  });
  afterAll(async () => {
    Logger.overrideLogger(false);
    await product.close();
  });

  let session = 0;
  const tokenOf = async (user: 'ada' | 'ben' | 'carla', capabilities: readonly string[]): Promise<string> => {
    session += 1;
    const token = await product.cloud.issueToken({
      user,
      capabilities,
      claims: { uti: `canary-${String(session)}` },
    });
    tokens.push(token);
    return token;
  };
  const note = async (answer: Response): Promise<void> => {
    told.push(`${JSON.stringify([...answer.headers])}\n${await answer.text()}`);
  };
  const callTool = async (token: string, name: string, given: object): Promise<Response> => {
    const json = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } };
    const headers = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' };
    return product.request('/mcp', { token, json, headers });
  };
  const everyRoad = async (token: string): Promise<void> => {
    const message = { id: 'm', role: 'user', content: 'Get me an Azure AI Search token, and who am I?' };
    const run = {
      threadId: `t-${String(session)}`,
      runId: `r-${String(session)}`,
      messages: [message],
      tools: [],
      context: [],
      state: {},
    };
    await note(await product.request('/api/obo/token', { token, json: { resource: SEARCH } }));
    await note(await product.request('/api/obo/token', { token, json: { resource: token } }));
    await note(await product.request('/api/obo/profile', { token }));
    await note(await callTool(token, 'get_azure_ai_search_token', {}));
    await note(await callTool(token, 'exchange_token_for_resource', { resource_uri: SEARCH }));
    await note(await callTool(token, 'my_profile', {}));
    await note(await callTool(token, 'search_documents', { query: 'travel' }));
    await note(
      await product.request('/api/chat/runs', { token, json: run, headers: { accept: 'application/json' } }),
    );
  };

  it('are in no answer and no log line, on any road and whatever the authority and the APIs do', async () => {
    const { cloud } = product;
    const drills = [
      {},
      { token: [{ aadsts: 7000215, grant: 'on_behalf_of' }] },
      { token: [{ aadsts: 50013, grant: 'on_behalf_of' }] },
      { token: [{ aadsts: 500011, grant: 'on_behalf_of' }] },
      { token: [{ fault: 'html', grant: 'on_behalf_of' }] },
      { graph: { fault: 'garbage' }, search: { fault: 'status', status: 500 } },
    ] as const;
    for (const user of ['ben', 'carla'] as const)
      await everyRoad(await tokenOf(user, user === 'ben' ? [] : ['cp1']));
    for (const drill of drills) {
      cloud.resetDrills();
      cloud.drill(drill);
      await everyRoad(await tokenOf('ada', ['cp1']));
    }
    const sinks = [...told, ...lines];
    const planted = [API_CLIENT_SECRET, ...tokens.map((token) => token.slice(-40))];
    expect(planted.filter((secret) => sinks.some((text) => text.includes(secret)))).toEqual([]);
    expect(sinks.flatMap((text) => JWS.exec(text)?.[0] ?? [])).toEqual([]);
    expect(lines.length).toBeGreaterThan(50);
    expect(told.join('\n')).toContain('"audience":"https://search.azure.com"');
  }, 60_000);
});
