import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAuthority } from '../../test/fake-authority.js';
import { caller, CLIENT, jwt, SEARCH, TENANT } from '../../test/jwt.js';
import { failure, oboAt } from '../../test/setup.js';
import { ManagedIdentityCredential } from './managed-identity.js';

const IDENTITY = '44444444-4444-4444-8444-444444444444';

/** The managed identity endpoint of App Service, on loopback; the real @azure/identity speaks to it. */
describe('ManagedIdentityCredential', () => {
  let authority: FakeAuthority;
  let server: Server;
  let asked: URL[] = [];
  let headers: IncomingMessage['headers'][] = [];
  let claims: (query: URLSearchParams) => Record<string, unknown>;
  let audience = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      asked.push(url);
      headers.push(request.headers);
      const expiresOn = String(Math.floor(Date.now() / 1000) + 86_400);
      const resource = url.searchParams.get('resource');
      const body = {
        access_token: jwt(claims(url.searchParams)),
        expires_on: expiresOn,
        resource,
        token_type: 'Bearer',
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    process.env['IDENTITY_ENDPOINT'] =
      `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/msi/token`;
    process.env['IDENTITY_HEADER'] = 'local';
  });
  afterAll(async () => {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  beforeEach(async () => {
    authority = await FakeAuthority.start();
    asked = [];
    headers = [];
    // @azure/identity caches per resource and process: every test asks for an audience of its own.
    audience += 1;
    claims = good;
  });
  afterEach(() => authority.stop());

  const good = (query: URLSearchParams): Record<string, unknown> => ({
    aud: query.get('resource'),
    iss: `${authority.origin}/${TENANT}/v2.0`,
    sub: 'object-of-identity',
    oid: 'object-of-identity',
    azp: query.get('client_id') ?? 'system',
    exp: Math.floor(Date.now() / 1000) + 86_400,
  });
  const obo = (clientId?: string, more: object = {}): ReturnType<typeof oboAt> => {
    const spec = {
      kind: 'managed-identity',
      audience: `api://AzureADTokenExchange-${String(audience)}`,
    } as const;
    return oboAt(authority.origin, {
      credentials: [{ ...spec, ...(clientId ? { clientId } : {}), ...more }],
    });
  };

  it.each([
    ['user-assigned', IDENTITY],
    ['system-assigned', undefined],
  ])('uses the token of a %s identity as client assertion', async (_what, clientId) => {
    const token = await obo(clientId).exchanger.exchange(caller(), { resource: SEARCH });
    expect(token.credential).toBe('managed-identity');
    expect(asked[0]?.searchParams.get('client_id')).toBe(clientId ?? null);
    expect(asked[0]?.searchParams.get('resource')).toBe(`api://AzureADTokenExchange-${String(audience)}`);
    expect(headers[0]?.['x-identity-header']).toBe('local');
    const { form } = authority.requests[0] ?? { form: {} as Record<string, string> };
    expect(form['client_assertion']?.split('.')).toHaveLength(3);
    expect(form['client_secret']).toBeUndefined();
  });

  it('asks the endpoint once for many users', async () => {
    const { exchanger } = obo(IDENTITY);
    const people = Array.from({ length: 20 }, (_, n) => caller(`user-${String(n)}`));
    await Promise.all(people.map((user) => exchanger.exchange(user, { resource: SEARCH })));
    await exchanger.exchange(caller('late'), { resource: SEARCH });
    expect(asked).toHaveLength(1);
    expect(authority.requests).toHaveLength(21);
  });

  it('accepts the application id that stands for the audience in version 2 tokens', async () => {
    claims = (query) => ({ ...good(query), aud: 'fb60f99c-7a34-4190-8149-302f77469936' });
    expect((await obo().exchanger.exchange(caller(), { resource: SEARCH })).credential).toBe(
      'managed-identity',
    );
  });

  it.each([
    ['the public cloud', 'https://login.microsoftonline.com', 'api://AzureADTokenExchange'],
    ['Azure Government', 'https://login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
    ['Azure in China', 'https://login.partner.microsoftonline.cn', 'api://AzureADTokenExchangeChina'],
  ])('asks in %s for the token exchange audience of that cloud', async (_cloud, authorityHost, expected) => {
    claims = (query) => ({ ...good(query), iss: `${authorityHost}/${TENANT}/v2.0` });
    const context = { tenantId: TENANT, clientId: CLIENT, authorityHost, fresh: false };
    const { signal } = new AbortController();
    const loaded = await new ManagedIdentityCredential({}).load({ ...context, signal });
    expect(asked.map(({ searchParams }) => searchParams.get('resource'))).toEqual([expected]);
    expect(loaded).toHaveProperty('clientAssertion');
  });

  it.each([
    ['another audience', { aud: 'https://graph.microsoft.com' }],
    ['another issuer', { iss: 'https://evil.example/v2.0' }],
    [
      'the issuer of another tenant',
      { iss: 'https://sts.windows.net/99999999-9999-4999-8999-999999999999/' },
    ],
    ['another subject', { sub: 'somebody else' }],
    ['a person behind it', { scp: 'user_impersonation' }],
    ['another identity', { azp: 'another' }],
  ])('never sends an assertion with %s', async (_what, wrong) => {
    claims = (query) => ({ ...good(query), ...wrong });
    const { exchanger, health } = obo(IDENTITY, { subject: 'object-of-identity' });
    const error = await failure(exchanger.exchange(caller(), { resource: SEARCH }));
    expect(error['code']).toBe('upstream_credential_error');
    expect(authority.requests).toHaveLength(0);
    expect((await health.ready()).ready).toBe(false);
  });
});
