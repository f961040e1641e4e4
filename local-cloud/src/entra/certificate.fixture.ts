/** Self-signed certificates for specs: just enough DER (X.690) for an X.509 v1 certificate (RFC 5280). */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A fresh self-signed certificate. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** Hex. */
  readonly thumbprintSha256: string;
}

const sequence = (...contents: Buffer[]) => tlv(0x30, ...contents);

/** sha256WithRSAEncryption, with its NULL parameter. */
const ALGORITHM = sequence(Buffer.from('06092a864886f70d01010b', 'hex'), Buffer.from('0500', 'hex'));

/** A certificate that is valid from a day ago for the given number of days. */
export function makeCertificate(days = 2): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const start = Date.now() - 86_400_000;
  const body = sequence(
    tlv(0x02, Buffer.from([0x01]), randomBytes(8)),
    ALGORITHM,
    name('torii-test'),
    sequence(utcTime(new Date(start)), utcTime(new Date(start + days * 86_400_000))),
    name('torii-test'),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = tlv(0x03, Buffer.from([0x00]), sign('sha256', body, privateKey));
  const der = sequence(body, ALGORITHM, signature);
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: createHash('sha256').update(der).digest('hex'),
  };
}

function tlv(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes = Buffer.from(size.toString(16).padStart(size > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function name(commonName: string): Buffer {
  const attribute = sequence(Buffer.from('0603550403', 'hex'), tlv(0x0c, Buffer.from(commonName)));
  return sequence(tlv(0x31, attribute));
}

function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14);
  return tlv(0x17, Buffer.from(`${digits}Z`));
}
