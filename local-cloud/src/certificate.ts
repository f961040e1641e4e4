/** Self-signed certificates: just enough DER (X.690) for X.509 (RFC 5280). */
import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a certificate says. */
export interface CertificateRequest {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly commonName: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly days: number;
  /** For a server on loopback, to be trusted as its own root: v3, with names and usages. Otherwise v1. */
  readonly server?: boolean;
}

/** sha256WithRSAEncryption, with its NULL parameter. */
const ALGORITHM = sequence(hex('06092a864886f70d01010b'), hex('0500'));

/** The certificate as DER. */
export function selfSigned(request: CertificateRequest): Buffer {
  const spki = request.publicKey.export({ type: 'spki', format: 'der' });
  const end = request.notBefore + request.days * 86_400_000;
  const body = sequence(
    ...(request.server ? [tlv(0xa0, hex('020102'))] : []),
    tlv(0x02, hex('01'), randomBytes(8)),
    ALGORITHM,
    name(request.commonName),
    sequence(utcTime(new Date(request.notBefore)), utcTime(new Date(end))),
    name(request.commonName),
    spki,
    ...(request.server ? [tlv(0xa3, sequence(...serverExtensions(spki)))] : []),
  );
  const signature = tlv(0x03, hex('00'), sign('sha256', body, request.privateKey));
  return sequence(body, ALGORITHM, signature);
}

/** DER as PEM. */
export function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** What strict verifiers want of a root that is a server as well. */
function serverExtensions(spki: Buffer): Buffer[] {
  const keyId = createHash('sha1').update(spki).digest();
  const loopback = [hex('7f000001'), Buffer.from([...Array.from({ length: 15 }, () => 0), 1])];
  return [
    extension('551d13', true, sequence(hex('0101ff'))),
    // digitalSignature, keyCertSign
    extension('551d0f', true, hex('03020284')),
    extension('551d0e', false, tlv(0x04, keyId)),
    extension(
      '551d11',
      false,
      sequence(tlv(0x82, Buffer.from('localhost')), ...loopback.map((address) => tlv(0x87, address))),
    ),
    // serverAuth
    extension('551d25', false, sequence(hex('06082b06010505070301'))),
  ];
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  return sequence(tlv(0x06, hex(oid)), ...(critical ? [hex('0101ff')] : []), tlv(0x04, value));
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return tlv(0x30, ...contents);
}

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes = hex(size.toString(16).padStart(size > 0xff ? 4 : 2, '0'));
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function name(commonName: string): Buffer {
  const attribute = sequence(hex('0603550403'), tlv(0x0c, Buffer.from(commonName)));
  return sequence(tlv(0x31, attribute));
}

function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14);
  return tlv(0x17, Buffer.from(`${digits}Z`));
}
