import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ClientAuthentication, SigningCertificate } from '../authority/client-authentication.js';
import {
  type ClientCredential,
  type CredentialContext,
  CredentialUnavailableError,
  unreadable,
} from './client-credential.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/;

interface Loaded {
  readonly stamp: string;
  readonly certificate: SigningCertificate;
  /** Validity of the certificate, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/**
 * Certificate with its key and chain in one PEM file. The file is read again when it changes; a file that is
 * only half written leaves the last good certificate in use until it is whole.
 */
export class CertificateCredential implements ClientCredential {
  readonly kind = 'certificate';
  readonly #path: string;
  readonly #now: () => number;
  #loaded: Loaded | undefined;

  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
  }

  async load(context: Pick<CredentialContext, 'fresh'>): Promise<ClientAuthentication> {
    const loaded = await this.#current(context.fresh);
    const now = this.#now();
    if (now >= loaded.to) throw new CredentialUnavailableError('the certificate has expired');
    if (now < loaded.from) throw new CredentialUnavailableError('the certificate is not valid yet');
    return { clientCertificate: loaded.certificate };
  }

  async #current(fresh: boolean): Promise<Loaded> {
    const last = this.#loaded;
    try {
      const { mtimeMs, size, ino } = await stat(this.#path);
      const stamp = `${String(mtimeMs)}:${String(size)}:${String(ino)}`;
      if (last !== undefined && !fresh && last.stamp === stamp) return last;
      this.#loaded = readPem(await readFile(this.#path, 'utf8'), stamp);
      return this.#loaded;
    } catch (error) {
      if (last !== undefined && error instanceof CredentialUnavailableError) return last;
      throw unreadable('the certificate file', error);
    }
  }
}

function readPem(pem: string, stamp: string): Loaded {
  const key = privateKeyOf(pem);
  const chain = certificatesOf(pem);
  const leaf = chain.find((certificate) => certificate.checkPrivateKey(key));
  if (leaf === undefined)
    throw new CredentialUnavailableError('no certificate in the file belongs to its key');
  const ordered = [leaf, ...chain.filter((certificate) => certificate !== leaf)];
  return {
    stamp,
    from: Date.parse(leaf.validFrom),
    to: Date.parse(leaf.validTo),
    certificate: {
      thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      x5c: ordered.map((certificate) => certificate.toString()).join('\n'),
    },
  };
}

function privateKeyOf(pem: string): KeyObject {
  const text = PRIVATE_KEY.exec(pem)?.[0];
  if (text === undefined) {
    throw new CredentialUnavailableError('the file holds no unencrypted private key (PEM)');
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw new CredentialUnavailableError('the private key in the file cannot be read');
  }
  if (key.asymmetricKeyType !== 'rsa') throw new CredentialUnavailableError('the private key has to be RSA');
  return key;
}

function certificatesOf(pem: string): X509Certificate[] {
  try {
    return (pem.match(CERTIFICATE) ?? []).map((text) => new X509Certificate(text));
  } catch {
    throw new CredentialUnavailableError('a certificate in the file cannot be read');
  }
}
