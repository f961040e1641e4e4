/** The certificate of the cloud's https listener: made once, kept in a folder, so that it can be trusted once. */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pem, selfSigned } from './certificate.js';

/** Key and certificate, PEM. */
export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
}

/** What browsers accept at most. */
const LIFETIME_DAYS = 397;
/** A certificate this close to its end is made anew. */
const MARGIN_MS = 7 * 86_400_000;

/** Key and certificate for `localhost`, 127.0.0.1 and ::1 from `cert.pem` and `key.pem` in a folder; made where absent or old. */
export function tlsIn(folder: string, now = Date.now()): TlsOptions {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (existsSync(certFile) && existsSync(keyFile)) {
    const kept = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    if (new X509Certificate(kept.cert).validToDate.getTime() - MARGIN_MS > now) return kept;
  }
  const made = makeTls(now);
  mkdirSync(folder, { recursive: true });
  writeFileSync(certFile, made.cert);
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  return made;
}

/** A fresh one. */
export function makeTls(now = Date.now()): TlsOptions {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const notBefore = now - 3_600_000;
  const der = selfSigned({
    ...pair,
    commonName: 'Torii local cloud',
    notBefore,
    days: LIFETIME_DAYS,
    server: true,
  });
  return { cert: pem(der), key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
