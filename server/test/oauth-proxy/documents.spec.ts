import type { ServerResponse } from 'node:http';
import { type Product, startProduct } from '../support/product.js';
import { McpClient } from './support/mcp-client.js';
import { HOST, Publisher } from './support/publisher.js';

const GOOD = { client_name: 'Published client', redirect_uris: ['http://localhost/callback'] };

/** [title, document or raw answer, status of the page] */
const BAD: readonly (readonly [title: string, answer: unknown, status: number])[] = [
  ['names another client_id', { client_id: 'https://evil.example/client.json' }, 400],
  ['has no name', { client_name: undefined }, 400],
  ['has no redirect URI', { redirect_uris: [] }, 400],
  ['has only redirect URIs that are not accepted', { redirect_uris: ['http://evil.example/cb'] }, 400],
  ['holds a client secret', { client_secret: 'evil' }, 400],
  ['asks for a shared secret', { token_endpoint_auth_method: 'client_secret_basic' }, 400],
  [
    'holds a private key',
    {
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: undefined,
      jwks: { keys: [{ kty: 'RSA', d: 'x' }] },
    },
    400,
  ],
  [
    'names keys on this machine',
    { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://localhost/jwks' },
    400,
  ],
  ['is larger than 5 KiB', { padding: 'x'.repeat(6000) }, 400],
  ['is a list', [], 400],
  ['is cut off', answering(200, 'application/json', '{"client_id":'), 400],
  ['is a redirect', answering(302, 'application/json', '', { location: 'https://localhost/' }), 400],
  ['is no JSON by its type', answering(200, 'text/plain', '{}'), 400],
  ['is gone', answering(404, 'application/json', '{}'), 400],
  [
    'is hidden behind a bot challenge',
    answering(403, 'text/html', '<p>', { 'cf-mitigated': 'challenge' }),
    503,
  ],
  ['is a page', answering(200, 'text/html', '<p>'), 503],
  ['comes never', () => undefined, 503],
  [
    'comes in drops',
    (response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).write(' '),
    503,
  ],
];

function answering(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  };
}

describe('client id metadata documents', () => {
  let product: Product;
  let publisher: Publisher;

  beforeAll(async () => {
    publisher = await Publisher.start();
    product = await startProduct({ documentNetwork: publisher.network });
  });
  beforeEach(() => publisher.reset());
  afterAll(async () => {
    await product?.close();
    await publisher?.close();
  });

  let count = 0;
  /** A client whose document nobody has asked for yet. */
  async function published(document: unknown = GOOD): Promise<McpClient> {
    const path = `/client-${String((count += 1))}.json`;
    const id = await publisher.publish(path, { ...GOOD, ...(document as object) });
    if (typeof document === 'function' || Array.isArray(document)) publisher.documents.set(path, document);
    return new McpClient(product, id);
  }

  it.each(BAD)('one that %s is refused on a page', async (_title, document, status) => {
    const client = await published(document);
    const stop = await client.authorize();
    expect([stop.status, stop.target]).toEqual([status, undefined]);
    expect(stop.html).not.toContain('evil');
  });

  it.each([
    ['a private address', ['10.0.0.1']],
    ['a loopback address', ['127.0.0.1']],
    ['a loopback address of IPv6', ['::1']],
    ['a unique local address', ['fd00::1']],
    ['a link-local address', ['169.254.169.254']],
    ['an address behind a carrier', ['100.64.0.1']],
    ['an IPv4 address in IPv6 dress', ['::ffff:10.0.0.1']],
    ['an address that is translated to IPv4', ['64:ff9b::a00:1']],
    ["Azure's platform address", ['168.63.129.16']],
    ['a public and a private address', ['93.184.215.14', '192.168.0.1']],
  ])('a host name that resolves to %s is not connected to', async (_title, addresses) => {
    publisher.addresses = addresses;
    publisher.strict = true;
    const stop = await (await published()).authorize();
    expect([stop.status, publisher.requests]).toEqual([400, []]);
  });

  it('the name of the host is shown, not only the name that the client gives itself', async () => {
    const { html } = await (await published({ client_name: 'Claude \u202Eedoc' })).authorize();
    expect(html).toContain(HOST);
    expect(html).toContain('Claude edoc');
  });

  it('one that is fresh is not fetched again, and ten requests at once fetch it once', async () => {
    const client = await published();
    await Promise.all(Array.from({ length: 10 }, () => client.authorize()));
    await client.authorize();
    expect(publisher.requests).toHaveLength(1);
  });

  it('one that must not be stored is fetched each time', async () => {
    const client = await published();
    publisher.cacheControl = 'no-store';
    await client.authorize();
    await client.authorize();
    expect(publisher.requests).toHaveLength(2);
  });

  it('a failure is not remembered', async () => {
    const client = await published(answering(404, 'application/json', '{}'));
    expect((await client.authorize()).status).toBe(400);
    await publisher.publish(new URL(client.clientId).pathname, GOOD);
    expect((await client.authorize()).status).toBe(200);
  });

  it('a host is not asked more often than thirty times a minute', async () => {
    const { fetchesPerHost: _unlimited, ...network } = publisher.network;
    const limited = await startProduct({ documentNetwork: network });
    const statuses: number[] = [];
    for (let at = 0; at < 32; at += 1) {
      const { clientId } = await published();
      statuses.push((await new McpClient(limited, clientId).authorize()).status);
    }
    await limited.close();
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 503]);
    expect(publisher.requests.length).toBeLessThanOrEqual(30);
  });
});
