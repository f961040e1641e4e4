import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { databasePassword } from './database-password.js';

const AZURE = 'postgres://id-torii@torii.postgres.database.azure.com/torii';
const UMI_CLIENT_ID = '20000000-0000-4000-8a00-000000000002';

const IDS = {
  ENTRA_APP_CLIENT_ID: 'a0000000-0000-4000-8a00-0000000000a1',
  AZURE_TENANT_ID: '10000000-c047-4050-8a00-000000000001',
};

describe('databasePassword', () => {
  let identity: Server;
  let asked: URLSearchParams[];

  beforeEach(async () => {
    asked = [];
    identity = createServer((request, response) => {
      asked.push(new URL(request.url ?? '', 'http://identity').searchParams);
      const expires = Math.floor(Date.now() / 1000) + 3600;
      const token = {
        access_token: 'entra-token',
        expires_on: String(expires),
        token_type: 'Bearer',
        resource: 'r',
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
    });
    await new Promise<void>((resolve) => identity.listen(0, '127.0.0.1', resolve));
    const { port } = identity.address() as AddressInfo;
    Object.assign(process.env, {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
      IDENTITY_HEADER: 'h',
    });
  });
  afterEach(() => {
    identity.close();
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
  });

  it('is a token of the managed identity, asked for once by all connections of a moment', async () => {
    const password = databasePassword({ ...IDS, DATABASE_URL: AZURE, UMI_CLIENT_ID });
    const passwords = await Promise.all([password?.(), password?.(), password?.()]);
    expect(passwords).toEqual(['entra-token', 'entra-token', 'entra-token']);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.get('resource')).toContain('https://ossrdbms-aad.database.windows.net');
    expect(asked[0]?.get('client_id')).toBe(UMI_CLIENT_ID);
  });

  it.each([
    ['a URL with a password', { DATABASE_URL: AZURE.replace('@', ':secret@'), UMI_CLIENT_ID }],
    [
      'a server that is not Azure’s',
      { DATABASE_URL: 'postgres://torii@db.example.com/torii', UMI_CLIENT_ID },
    ],
    [
      'a host that only ends like one',
      { DATABASE_URL: 'postgres://t@evilpostgres.database.azure.com.example/t', UMI_CLIENT_ID },
    ],
    ['an installation without an identity', { DATABASE_URL: AZURE }],
    [
      'SQLite beside a workload token file',
      { DATABASE_URL: 'sqlite:./.data/torii.sqlite', AZURE_FEDERATED_TOKEN_FILE: '/var/run/token' },
    ],
    ['SQLite', { DATABASE_URL: 'sqlite:./.data/torii.sqlite', UMI_CLIENT_ID }],
  ])('is none for %s', (_what, settings) => {
    expect(databasePassword({ ...IDS, ...settings })).toBeUndefined();
  });
});
