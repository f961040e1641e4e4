import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { claimsOf } from './fake-authority.js';

/** Checks a client assertion as strictly as Entra does; returns what is wrong with it, or `undefined`. */
export function assertionFault(
  assertion: string,
  expected: { readonly certificate: string; readonly clientId: string; readonly tokenEndpoint: string },
): string | undefined {
  const [head = '', body = '', signature = ''] = assertion.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
  const { raw, publicKey } = new X509Certificate(expected.certificate);
  const thumbprint = createHash('sha256').update(raw).digest('base64url');
  if (header['x5t#S256'] !== thumbprint) return 'x5t#S256';
  const { aud, iss, sub, exp, nbf, jti } = claimsOf(assertion);
  if (aud !== expected.tokenEndpoint) return 'aud';
  if (iss !== expected.clientId || sub !== expected.clientId) return 'iss or sub';
  if (typeof jti !== 'string' || Number(exp) - Number(nbf) > 600) return 'jti or life';
  const padding = header['alg'] === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = { key: publicKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const signed = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  return signed ? undefined : 'signature';
}
