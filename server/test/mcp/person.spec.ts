import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Browser } from '../oauth-proxy/support/browser.js';
import { McpClient } from '../oauth-proxy/support/mcp-client.js';
import { type Product, startProduct } from '../support/product.js';
import { McpCaller } from '../tools/mcp-caller.js';

const SEARCH = { name: 'search_documents', arguments: { query: 'travel' } };

describe('a person who is not in our chat', () => {
  let product: Product;
  beforeEach(async () => {
    product = await startProduct();
  });
  afterEach(() => product.close());

  /** Opens a link as Ben and consents. */
  async function consent(url: string): Promise<void> {
    const browser = new Browser([product.url, product.cloud.url]);
    const shown = await browser.open(url);
    const signIn = await browser.press(shown, { ticket: url.split('/').at(-1) ?? '' });
    const asked = await browser.press(signIn, { user: 'ben' });
    expect((await browser.press(asked, { answer: 'accept' })).html).toContain('Consent is given');
  }
  const bearer = async (): Promise<RequestInit> => ({
    headers: { authorization: `Bearer ${await product.cloud.issueToken({ user: 'ben' })}` },
  });

  it('consents by a link that the v2 SDK shows, and the same call succeeds', async () => {
    const client = new Client(
      { name: 'v2', version: '1' },
      { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: 'auto' } },
    );
    const messages: string[] = [];
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      const { url, message } = params as { url: string; message: string };
      messages.push(message);
      await consent(url);
      return { action: 'accept' };
    });
    const requestInit = await bearer();
    await client.connect(new StreamableHTTPClientTransport(new URL(`${product.url}/mcp`), { requestInit }));
    const result = await client.callTool(SEARCH);
    await client.close();
    expect(result).toMatchObject({ structuredContent: { count: expect.any(Number) } });
    expect(messages).toEqual([expect.stringContaining(`${product.url}/connect/`)]);
  });

  it('gets the link as error -32042 in the v1 SDK, and the next call succeeds', async () => {
    const client = new OldClient(
      { name: 'v1', version: '1' },
      { capabilities: { elicitation: { url: {} } } },
    );
    const requestInit = await bearer();
    await client.connect(new OldTransport(new URL(`${product.url}/mcp`), { requestInit }));
    const error = await client.callTool(SEARCH).catch((reason: unknown) => reason);
    const { elicitations } = (error as { data: { elicitations: { url: string }[] } }).data;
    expect(error).toMatchObject({
      code: -32042,
      message: expect.stringContaining(elicitations[0]?.url ?? '-'),
    });
    await consent(elicitations[0]?.url ?? '');
    expect(await client.callTool(SEARCH)).toMatchObject({ structuredContent: { count: expect.any(Number) } });
    await client.close();
  });

  it('gets the link in words where the client shows none', async () => {
    const ben = new McpCaller(product, await product.cloud.issueToken({ user: 'ben' }));
    const { content, structuredContent } = await ben.call(SEARCH.name, SEARCH.arguments);
    const [text] = content;
    expect(structuredContent).toMatchObject({
      code: 'consent_required',
      url: expect.stringContaining('/connect/'),
    });
    expect(text?.type === 'text' ? text.text : '').toContain(structuredContent?.['url']);
    await consent(String(structuredContent?.['url']));
    expect(await ben.call(SEARCH.name, SEARCH.arguments)).not.toHaveProperty('isError');
  });

  it('steps up by HTTP 401 with claims, where the token came through the proxy, and gets through', async () => {
    const client = await McpClient.registered(product);
    const first = await client.tokens('carla');
    const refused = await new McpCaller(product, String(first['access_token'])).post('tools/call', SEARCH);
    const challenge = String(refused.headers.get('www-authenticate'));
    expect(refused.status).toBe(401);
    expect(challenge).toContain('error="insufficient_claims"');
    expect(challenge).toContain('resource_metadata="');
    const body = (await refused.json()) as { readonly claims: string };
    expect(body).toMatchObject({
      jsonrpc: '2.0',
      code: 'step_up_required',
      error: { data: { status: 401 } },
    });
    const [, encoded = ''] = /claims="([^"]+)"/.exec(challenge) ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toBe(body.claims);

    expect(await client.refresh(first['refresh_token'])).toMatchObject({ body: { error: 'invalid_grant' } });
    const again = await client.browser.press(await client.authorize(), { decision: 'allow' });
    const { body: tokens } = await client.redeem(await client.browser.press(again, { answer: 'approve' }));
    const carla = new McpCaller(product, String(tokens['access_token']));
    expect(await carla.call(SEARCH.name, SEARCH.arguments)).not.toHaveProperty('isError');
  });

  it('keeps the failure with its claims, where the token came from elsewhere', async () => {
    const carla = new McpCaller(product, await product.cloud.issueToken({ user: 'carla' }));
    expect(await carla.call(SEARCH.name, SEARCH.arguments)).toMatchObject({
      isError: true,
      structuredContent: { code: 'step_up_required', claims: expect.any(String) },
    });
  });

  it('is known by the name of a 2025 client too', async () => {
    const client = new OldClient({ name: 'Old Faithful', version: '1' });
    const requestInit = await bearer();
    await client.connect(new OldTransport(new URL(`${product.url}/mcp`), { requestInit }));
    const { structuredContent } = await client.callTool({ name: 'get_user_info' });
    await client.close();
    expect(structuredContent).toMatchObject({ identity: { actor: expect.stringContaining('Old Faithful') } });
  });
});
