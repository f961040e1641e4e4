import { createHash, hkdfSync } from 'node:crypto';
import type { SealPurpose } from './sealed-values.js';

/** Version of the key derivation; a change of it makes every value sealed before worthless. */
const LABEL = 'torii/oauth-proxy/1';
const KEY_BYTES = 32;

/** A key for one purpose, with the id that stands in the header of what it seals. */
export interface PurposeKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

/**
 * The configured keys, each split into one key per purpose (HKDF, RFC 5869): a value sealed as one kind cannot be
 * opened as another, whatever its header says. The first key seals, all of them open.
 */
export class KeyRing {
  readonly #masters: ReadonlyMap<string, Uint8Array>;
  readonly #first: string;
  readonly #derived = new Map<string, Promise<CryptoKey>>();

  /** @throws TypeError where there is no key or one is not 32 bytes long */
  constructor(keys: readonly Uint8Array[]) {
    const [first] = keys;
    if (first === undefined || keys.some((key) => key.byteLength !== KEY_BYTES)) {
      throw new TypeError('keys needs at least one key, each of 32 bytes');
    }
    this.#masters = new Map(keys.map((key) => [idOf(key), key]));
    this.#first = idOf(first);
  }

  /** The key that seals. */
  async current(purpose: SealPurpose): Promise<PurposeKey> {
    const key = await this.find(purpose, this.#first);
    if (key === undefined) throw new TypeError('the key ring is empty');
    return { kid: this.#first, key };
  }

  /** The key of that id, or `undefined` where it is not on the ring (any more). */
  find(purpose: SealPurpose, kid: string | undefined): Promise<CryptoKey> | undefined {
    const master = kid === undefined ? undefined : this.#masters.get(kid);
    if (master === undefined) return undefined;
    const name = `${purpose}/${String(kid)}`;
    let derived = this.#derived.get(name);
    if (derived === undefined) this.#derived.set(name, (derived = derive(master, purpose)));
    return derived;
  }
}

function idOf(key: Uint8Array): string {
  return createHash('sha256').update(LABEL).update(key).digest('base64url').slice(0, 8);
}

function derive(master: Uint8Array, purpose: SealPurpose): Promise<CryptoKey> {
  const bytes = hkdfSync('sha256', master, new Uint8Array(), `${LABEL}/${purpose}`, KEY_BYTES);
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
