/** Certificates for specs. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { pem, selfSigned } from '../certificate.js';

/** A fresh self-signed certificate. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** Hex. */
  readonly thumbprintSha256: string;
}

/** A certificate that is valid from a day ago for the given number of days. */
export function makeCertificate(days = 2): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const notBefore = Date.now() - 86_400_000;
  const der = selfSigned({ privateKey, publicKey, commonName: 'torii-test', notBefore, days });
  return {
    cert: pem(der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: createHash('sha256').update(der).digest('hex'),
  };
}
