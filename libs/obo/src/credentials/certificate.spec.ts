import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aadsts, FakeAuthority } from '../../test/fake-authority.js';
import { caller, CLIENT, SEARCH, TENANT } from '../../test/jwt.js';
import { selfSigned, type SelfSigned } from '../../test/self-signed.js';
import { failure, oboAt } from '../../test/setup.js';
import { assertionFault } from '../../test/verify-assertion.js';
import { CertificateCredential } from './certificate.js';

describe('CertificateCredential', () => {
  let folder: string;
  let path: string;
  let first: SelfSigned;
  let second: SelfSigned;

  beforeAll(() => {
    first = selfSigned('first');
    second = selfSigned('second');
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'torii-obo-'));
    path = join(folder, 'client.pem');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (text: string): Promise<void> => writeFile(path, text);
  const whole = ({ key, certificate }: SelfSigned): string => key + certificate;
  const load = (credential: CertificateCredential, fresh = false): Promise<Record<string, unknown>> =>
    credential.load({ fresh }) as Promise<Record<string, unknown>>;

  it('signs with the certificate of its key, wherever it stands in the file, and sends the chain', async () => {
    await write(second.certificate + whole(first));
    const proof = await load(new CertificateCredential(path));
    const { x5c } = proof['clientCertificate'] as { x5c: string };
    expect(x5c.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(x5c.replaceAll('\n', '')).toMatch(first.certificate.replaceAll('\n', ''));
    expect(x5c.indexOf(first.certificate.slice(100, 140))).toBeLessThan(
      x5c.indexOf(second.certificate.slice(100, 140)),
    );
  });

  it('reads the file again when it changes', async () => {
    await write(whole(first));
    const credential = new CertificateCredential(path);
    const before = await load(credential);
    expect(await load(credential)).toEqual(before);
    await write(`${whole(second)}\n`);
    expect(await load(credential)).not.toEqual(before);
  });

  it('stays with the last good certificate while the file is only half written', async () => {
    await write(whole(first));
    const credential = new CertificateCredential(path);
    const before = await load(credential);
    await write(second.key);
    expect(await load(credential)).toEqual(before);
    await write(whole(second));
    expect(await load(credential)).not.toEqual(before);
  });

  const mixed = (): string => first.key + second.certificate;
  it.each([
    ['a key of another certificate', mixed, 'no certificate in the file belongs to its key'],
    ['no key', () => first.certificate, 'no unencrypted private key'],
    [
      'an unreadable key',
      () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'cannot be read',
    ],
    ['a damaged certificate', () => first.key + first.certificate.replace('MII', 'AAA'), 'cannot be read'],
    ['an elliptic curve key', ellipticKey, 'has to be RSA'],
    ['an expired certificate', () => whole(selfSigned('old', -1)), 'has expired'],
  ])('refuses a file with %s, saying so', async (_what, text, message) => {
    await write(text());
    await expect(load(new CertificateCredential(path))).rejects.toThrow(message);
  });

  it('names no content of the file when it is missing', async () => {
    const error = await failure(load(new CertificateCredential(path)));
    expect(error).toMatchObject({
      code: 'credential_unavailable',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('makes assertions that an authority as strict as Entra accepts, a new one for each request', async () => {
    const authority = await FakeAuthority.start();
    await write(whole(first));
    const tokenEndpoint = `${authority.origin}/${TENANT}/oauth2/v2.0/token`;
    const seen = new Set<string>();
    authority.script = ({ form }) => {
      const assertion = form['client_assertion'] ?? '';
      const fault = assertionFault(assertion, {
        certificate: first.certificate,
        clientId: CLIENT,
        tokenEndpoint,
      });
      if (fault !== undefined || seen.has(assertion)) return aadsts(700027, 'invalid_client', {}, 401);
      seen.add(assertion);
      return undefined;
    };
    const { exchanger } = oboAt(authority.origin, { credentials: [{ kind: 'certificate', path }] });
    const tokens = await Promise.all(
      ['ada', 'ben'].map((name) => exchanger.exchange(caller(name), { resource: SEARCH })),
    );
    expect(tokens.map(({ credential }) => credential)).toEqual(['certificate', 'certificate']);
    expect(seen.size).toBe(2);
    await authority.stop();
  });
});

function ellipticKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
