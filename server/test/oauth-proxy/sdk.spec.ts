import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { UnauthorizedError as UnauthorizedErrorV1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type Product, startProduct } from '../support/product.js';
import { Browser } from './support/browser.js';
import { SdkPerson } from './support/sdk-person.js';

const NAME = { name: 'sdk-client', version: '1.0.0' };
const SEARCH = { name: 'search_documents', arguments: { query: 'travel' } };

describe('clients of the MCP SDK sign in through the proxy', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({
      documentNetwork: { resolve: () => Promise.reject(new Error('no network here')) },
    });
  });
  afterAll(() => product?.close());

  const person = (user: string, document?: string): SdkPerson =>
    new SdkPerson(new Browser([product.url, product.cloud.url]), user, document);

  it.each([
    ['by registration', undefined],
    ['by a metadata document', 'https://claude.ai/oauth/claude-code-client-metadata'],
  ])('version 2 %s, then calls a tool and refreshes', async (_way, document) => {
    const who = person('ada', document);
    const connect = async (): Promise<Client> => {
      const transport = new StreamableHTTPClientTransport(new URL(`${product.url}/mcp`), {
        authProvider: who as never,
      });
      const client = new Client(NAME);
      try {
        await client.connect(transport);
      } catch (error) {
        if (!(error instanceof UnauthorizedError)) throw error;
        await transport.finishAuth(who.answer ?? new URLSearchParams());
        return connect();
      }
      return client;
    };
    const client = await connect();
    expect(who.signIns).toBe(1);
    await expect(client.callTool({ name: 'my_profile', arguments: {} })).resolves.toMatchObject({
      structuredContent: expect.objectContaining({ displayName: 'Ada Lovelace' }) as object,
    });
    who.saved = { ...who.saved, access_token: 'not.a.token' };
    await client.callTool({ name: 'secure_ping', arguments: {} });
    expect(who.signIns).toBe(1);
    await client.close();
  });

  it('version 1 by registration, then calls a tool and refreshes', async () => {
    const who = person('ada');
    const connect = async (): Promise<ClientV1> => {
      const transport = new TransportV1(new URL(`${product.url}/mcp`), { authProvider: who as never });
      const client = new ClientV1(NAME);
      try {
        await client.connect(transport as never);
      } catch (error) {
        if (!(error instanceof UnauthorizedErrorV1)) throw error;
        await transport.finishAuth(who.answer?.get('code') ?? '');
        return connect();
      }
      return client;
    };
    const client = await connect();
    expect(who.signIns).toBe(1);
    await expect(client.callTool({ name: 'secure_ping', arguments: {} })).resolves.toMatchObject({
      content: [expect.anything()],
    });
    who.saved = { ...who.saved, access_token: 'not.a.token' };
    await client.callTool({ name: 'secure_ping', arguments: {} });
    expect(who.signIns).toBe(1);
    await client.close();
  });

  /** Carla's search needs MFA: the SDK refreshes, hears `invalid_grant`, opens the browser, and the call succeeds. */
  it('version 2 steps up when a tool asks Carla for MFA', async () => {
    const who = person('carla');
    const options = { authProvider: who as never };
    const endpoint = new URL(`${product.url}/mcp`);
    const first = new StreamableHTTPClientTransport(endpoint, options);
    await expect(new Client(NAME).connect(first)).rejects.toBeInstanceOf(UnauthorizedError);
    await first.finishAuth(who.answer ?? new URLSearchParams());
    const weak = new StreamableHTTPClientTransport(endpoint, options);
    const client = new Client(NAME);
    await client.connect(weak);
    await expect(client.callTool(SEARCH)).rejects.toThrow();
    expect(who.signIns).toBe(2);
    await weak.finishAuth(who.answer ?? new URLSearchParams());
    await expect(client.callTool(SEARCH)).resolves.toMatchObject({
      structuredContent: { count: expect.any(Number) },
    });
    await client.close();
  });

  it('version 1 steps up when a tool asks Carla for MFA', async () => {
    const who = person('carla');
    const options = { authProvider: who as never };
    const endpoint = new URL(`${product.url}/mcp`);
    const first = new TransportV1(endpoint, options);
    await expect(new ClientV1(NAME).connect(first as never)).rejects.toBeInstanceOf(UnauthorizedErrorV1);
    await first.finishAuth(who.answer?.get('code') ?? '');
    const weak = new TransportV1(endpoint, options);
    const client = new ClientV1(NAME);
    await client.connect(weak as never);
    await expect(client.callTool(SEARCH)).rejects.toBeInstanceOf(UnauthorizedErrorV1);
    expect(who.signIns).toBe(2);
    await weak.finishAuth(who.answer?.get('code') ?? '');
    await expect(client.callTool(SEARCH)).resolves.toMatchObject({
      structuredContent: { count: expect.any(Number) },
    });
    await client.close();
  });
});
