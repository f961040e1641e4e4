import { type Product, startProduct } from '../support/product.js';
import { McpClient, register, type TokenAnswer } from './support/mcp-client.js';
import { Publisher } from './support/publisher.js';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const seconds = (): number => Math.floor(Date.now() / 1000);

describe('private_key_jwt', () => {
  let product: Product;
  let publisher: Publisher;
  let client: McpClient;

  beforeAll(async () => {
    publisher = await Publisher.start();
    product = await startProduct({ documentNetwork: publisher.network });
    const id = await publisher.publish('/client.json', {
      client_name: 'Signing client',
      redirect_uris: ['http://localhost/callback'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'RS256',
    });
    client = new McpClient(product, id);
  });
  afterAll(async () => {
    await product?.close();
    await publisher?.close();
  });

  /** A refresh with an unknown token: a client that is let in gets as far as `invalid_grant`. */
  const present = (assertion: string, type: string | undefined = TYPE): Promise<TokenAnswer> =>
    client.refresh('unknown', { client_assertion: assertion, client_assertion_type: type });
  const honest = (changes: object = {}, audience: unknown = `${product.url}/token`): Promise<string> =>
    publisher.assertion(client.clientId, audience, changes as Readonly<Record<string, unknown>>);
  const LET_IN = { status: 400, body: { error: 'invalid_grant' } };
  const REFUSED = { status: 401, body: { error: 'invalid_client' } };

  it.each([
    ['the token endpoint', '/token'],
    ['the issuer', ''],
  ])('is accepted for %s', async (_name, path) => {
    expect(await present(await honest({}, product.url + path))).toMatchObject(LET_IN);
  });

  it.each<[string, () => object, unknown]>([
    ['another audience', () => ({}), 'https://evil.example/token'],
    ['a list of audiences, one of them a stranger', () => ({}), ['OURS', 'https://evil.example']],
    ['a list of one audience', () => ({}), ['OURS']],
    ['another issuer', () => ({ iss: 'https://evil.example' }), 'OURS'],
    ['another subject', () => ({ sub: 'https://evil.example' }), 'OURS'],
    ['no jti', () => ({ jti: undefined }), 'OURS'],
    ['no end', () => ({ exp: undefined }), 'OURS'],
    ['an end in the past', () => ({ exp: seconds() - 60 }), 'OURS'],
    ['an end in an hour', () => ({ exp: seconds() + 3600 }), 'OURS'],
    ['a beginning in an hour', () => ({ nbf: seconds() + 3600 }), 'OURS'],
  ])('is refused with %s', async (_title, changes, audience) => {
    const ours = `${product.url}/token`;
    const oursIn = (one: unknown): unknown => (one === 'OURS' ? ours : one);
    const wanted = Array.isArray(audience) ? audience.map(oursIn) : oursIn(audience);
    expect(await present(await honest(changes(), wanted))).toMatchObject(REFUSED);
  });

  it('is good once, on every replica', async () => {
    const assertion = await honest();
    expect(await present(assertion)).toMatchObject(LET_IN);
    expect(await present(assertion)).toMatchObject(REFUSED);
  });

  it.each([
    ['is signed with nothing', { alg: 'none' }],
    ['is signed with a shared secret', { alg: 'HS256' }],
    ['brings its own key', { jwk: { kty: 'RSA', n: 'x', e: 'AQAB' } }],
    ['names where its key is', { jku: 'https://evil.example/jwks' }],
    ['uses another algorithm than the document fixes', { alg: 'PS256' }],
  ])('is refused where it %s', async (_title, header) => {
    const [, payload = '', signature = ''] = (await honest()).split('.');
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'key-1', ...header })).toString('base64url');
    expect(await present(`${head}.${payload}.${signature}`)).toMatchObject(REFUSED);
  });

  it('is refused as another type of assertion', async () => {
    expect(await present(await honest(), 'urn:evil')).toMatchObject(REFUSED);
  });

  it('cannot be left out', async () => {
    expect(await client.refresh('unknown')).toMatchObject(REFUSED);
  });

  it('follows keys that were rotated: an unknown key id is looked up again', async () => {
    expect(await present(await honest())).toMatchObject(LET_IN);
    await publisher.rotate('key-2');
    expect(await present(await honest())).toMatchObject(LET_IN);
  });

  it('works for a registered client that brings its keys along', async () => {
    const { client_id: id } = await register(product, {
      redirect_uris: ['http://localhost/callback'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: await publisher.keySet(),
    });
    const registered = new McpClient(product, String(id));
    const assertion = await publisher.assertion(String(id), product.url);
    const answer = await registered.refresh('unknown', {
      client_assertion: assertion,
      client_assertion_type: TYPE,
    });
    expect(answer).toMatchObject(LET_IN);
  });
});
