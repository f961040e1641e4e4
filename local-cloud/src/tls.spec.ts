import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { readOptions } from './cli-options.js';
import { CONTOSO_TENANT_ID, type LocalCloud, startLocalCloud } from './index.js';
import { makeTls, tlsIn } from './tls.js';

const tls = makeTls();
let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud({ tls });
});
afterAll(() => cloud.close());

/** The body of an https answer, for somebody who trusts this certificate and no other. */
function get(path: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(`${cloud.url}${path}`, { ca }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}

describe('https', () => {
  it('serves whoever trusts its certificate, and names itself so', async () => {
    const path = `/${CONTOSO_TENANT_ID}/v2.0/.well-known/openid-configuration`;
    const metadata = JSON.parse(await get(path, tls.cert)) as Record<string, string>;
    expect(metadata['issuer']).toBe(`${cloud.url}/${CONTOSO_TENANT_ID}/v2.0`);
    expect(metadata['token_endpoint']).toMatch(/^https:\/\/localhost:/);
    await expect(get(path, makeTls().cert)).rejects.toThrow(/self-signed|unable to verify|certificate/i);
  });

  it('has a certificate for localhost and the loopback addresses, which is its own root', () => {
    const certificate = new X509Certificate(tls.cert);
    expect(certificate.ca).toBe(true);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect([certificate.checkIP('127.0.0.1'), certificate.checkIP('::1')]).toEqual(['127.0.0.1', '::1']);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  it('is authorized by Node without an exception', async () => {
    const port = Number(new URL(cloud.url).port);
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: tls.cert });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });

  it('keeps its certificate in a folder until it is about to end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-cloud-tls-'));
    const first = tlsIn(folder);
    expect(tlsIn(folder)).toEqual(first);
    expect(tlsIn(folder, Date.now() + 395 * 86_400_000).cert).not.toBe(first.cert);
    rmSync(folder, { recursive: true });
  });

  it('is asked for by --tls', () => {
    expect(readOptions(['--tls'], {})).toHaveProperty('tlsFolder', '.data/local-cloud-tls');
    expect(readOptions([], {})).not.toHaveProperty('tlsFolder');
  });
});

describe('signing keys', () => {
  it('come with the certificate that matches key and thumbprint', async () => {
    const { keys } = JSON.parse(await get(`/${CONTOSO_TENANT_ID}/discovery/v2.0/keys`, tls.cert)) as {
      keys: { n: string; x5t: string; kid: string; x5c: string[] }[];
    };
    const [key] = keys;
    const certificate = new X509Certificate(Buffer.from(key?.x5c[0] ?? '', 'base64'));
    expect(certificate.publicKey.export({ format: 'jwk' })).toHaveProperty('n', key?.n);
    expect(Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64url')).toBe(
      key?.x5t,
    );
    expect(key?.kid).toBe(key?.x5t);
  });
});
