import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OboToken, Problem } from '#libs/contract';
import { managedIdentitySettings, startLocalCloud } from '#local-cloud';
import { selfSigned } from './self-signed.js';
import { type Product, startProduct } from '../support/product.js';

const SEARCH = 'https://search.azure.com';

describe('client credentials of the product', () => {
  let folder: string;
  let product: Product | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'torii-credentials-'));
  });
  afterEach(async () => {
    await product?.close();
    product = undefined;
    await rm(folder, { recursive: true });
  });

  let session = 0;
  const exchange = async (): Promise<OboToken & Problem> => {
    session += 1;
    const token = await product?.cloud.issueToken({ claims: { uti: `session-${String(session)}` } });
    const answer = await product?.request('/api/obo/token', { token, json: { resource: SEARCH } });
    return (await answer?.json()) as OboToken & Problem;
  };

  it('exchanges with a certificate, and with the next one as soon as file and registration are changed', async () => {
    const [first, second] = [selfSigned('first'), selfSigned('second')];
    const path = join(folder, 'client.pem');
    await writeFile(path, first.key + first.certificate);
    product = await startProduct({
      settings: {
        ENTRA_APP_CLIENT_CERTIFICATE_PATH: path,
        ENTRA_APP_CLIENT_SECRET: '',
        OBO_CREDENTIALS: 'certificate',
      },
    });
    product.cloud.drill({ certificates: [first.certificate] });
    expect(await exchange()).toMatchObject({ audience: SEARCH, credential: 'certificate' });
    await writeFile(path, second.key + second.certificate);
    product.cloud.drill({ certificates: [second.certificate] });
    expect(await exchange()).toMatchObject({ audience: SEARCH, credential: 'certificate' });
  });

  it('falls back to the secret while the certificate is not registered, and names neither to the caller', async () => {
    const { key, certificate } = selfSigned();
    const path = join(folder, 'client.pem');
    await writeFile(path, key + certificate);
    product = await startProduct({ settings: { ENTRA_APP_CLIENT_CERTIFICATE_PATH: path } });
    expect(await exchange()).toMatchObject({ audience: SEARCH, credential: 'client-secret' });
    product.cloud.drill({ token: [{ aadsts: 7000215, grant: 'on_behalf_of' }] });
    const refused = await exchange();
    expect(refused).toMatchObject({ status: 503, code: 'upstream_credential_error' });
    expect(JSON.stringify(refused)).not.toMatch(/secret|certificate|AADSTS/i);
  });

  it('is not ready while no credential can be loaded, and says so', async () => {
    product = await startProduct({
      settings: {
        ENTRA_APP_CLIENT_CERTIFICATE_PATH: join(folder, 'missing.pem'),
        ENTRA_APP_CLIENT_SECRET: '',
        OBO_CREDENTIALS: 'certificate',
      },
    });
    const ready = await product.request('/api/health/ready', { token: false });
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('obo')]);
    const { key, certificate } = selfSigned();
    await writeFile(join(folder, 'missing.pem'), key + certificate);
    expect((await product.request('/api/health/ready', { token: false })).status).toBe(200);
  });

  it('exchanges with a managed identity as federated credential', async () => {
    const cloud = await startLocalCloud();
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER, UMI_CLIENT_ID = '' } = managedIdentitySettings(cloud.url);
    await cloud.close();
    Object.assign(process.env, { IDENTITY_ENDPOINT, IDENTITY_HEADER });
    try {
      product = await startProduct({
        cloud: { port: Number(new URL(cloud.url).port) },
        settings: { UMI_CLIENT_ID, ENTRA_APP_CLIENT_SECRET: '', OBO_CREDENTIALS: 'managed-identity' },
      });
      expect(await exchange()).toMatchObject({ audience: SEARCH, credential: 'managed-identity' });
    } finally {
      delete process.env['IDENTITY_ENDPOINT'];
      delete process.env['IDENTITY_HEADER'];
    }
  });

  it('exchanges with the projected token of a workload', async () => {
    const tokenFile = join(folder, 'token');
    product = await startProduct({
      settings: {
        AZURE_FEDERATED_TOKEN_FILE: tokenFile,
        ENTRA_APP_CLIENT_SECRET: '',
        OBO_CREDENTIALS: 'workload-identity',
      },
    });
    const { cloud } = product;
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `${cloud.url}/workload`,
      sub: 'system:serviceaccount:torii:torii-server',
      aud: 'api://AzureADTokenExchange',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 600,
    };
    const header = JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: cloud.kid });
    await writeFile(tokenFile, await cloud.signRaw(header, JSON.stringify({ ...claims, aud: 'another' })));
    expect(await exchange()).toMatchObject({ status: 503, code: 'upstream_credential_error' });
    await writeFile(tokenFile, await cloud.signRaw(header, JSON.stringify(claims)));
    expect(await exchange()).toMatchObject({ audience: SEARCH, credential: 'workload-identity' });
  });
});
