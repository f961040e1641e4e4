import { KeyObject } from 'node:crypto';
import { importJWK } from 'jose';
import { isObject } from '../claims/claims.js';
import { AuthorityDocumentError } from './fetch-document.js';

const MAX_KEYS = 1000;
const MIN_MODULUS_BITS = 2048;

/** A key of the authority and the one issuer it may sign for. */
export interface TrustedKey {
  readonly publicKey: KeyObject;
  readonly issuer: string;
}

/** The usable keys of one document, by key id. */
export interface KeySet {
  readonly issuer: string;
  /** Empty list: the key is known, but names another issuer. */
  readonly keys: ReadonlyMap<string, readonly TrustedKey[]>;
  /** Changes whenever a key comes, goes or changes. */
  readonly fingerprint: string;
}

/**
 * Reads a JSON Web Key Set (RFC 7517). Keys that cannot verify RS256 are left out; a key with an `issuer` member
 * (Entra's template `{tenantid}` filled in) serves that issuer only.
 * @throws AuthorityDocumentError when the set has over 1,000 keys or none that is usable
 */
export async function readKeySet(document: unknown, issuer: string, tenantId: string): Promise<KeySet> {
  const entries: unknown = isObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(entries)) throw new AuthorityDocumentError('no key set');
  if (entries.length > MAX_KEYS) throw new AuthorityDocumentError('key set over 1,000 keys');
  const keys = new Map<string, TrustedKey[]>();
  const prints: string[] = [];
  for (const entry of entries) {
    if (!isObject(entry)) continue;
    const { kid, issuer: named } = entry;
    const publicKey = await importKey(entry);
    if (typeof kid !== 'string' || kid === '' || publicKey === undefined) continue;
    const bound = typeof named === 'string' ? named.replaceAll('{tenantid}', tenantId) : named;
    const known = keys.get(kid) ?? [];
    if (bound === undefined || bound === issuer) known.push({ publicKey, issuer });
    keys.set(kid, known);
    prints.push(JSON.stringify([kid, bound, entry['n'], entry['e']]));
  }
  if (keys.size === 0) throw new AuthorityDocumentError('no usable key in the set');
  return { issuer, keys, fingerprint: prints.toSorted().join() };
}

/** Only modulus and exponent are taken over, so nothing else in the entry can influence the key. */
async function importKey(entry: Readonly<Record<string, unknown>>): Promise<KeyObject | undefined> {
  const { kty, use, alg, n, e } = entry;
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string') return undefined;
  if ((use !== undefined && use !== 'sig') || (alg !== undefined && alg !== 'RS256')) return undefined;
  try {
    const imported = await importJWK({ kty, n, e }, 'RS256');
    if (imported instanceof Uint8Array) return undefined;
    const key = KeyObject.from(imported);
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_MODULUS_BITS ? key : undefined;
  } catch {
    return undefined;
  }
}
