import { EncryptJWT, jwtDecrypt, type JWTHeaderParameters } from 'jose';
import { KeyRing } from './key-ring.js';
import { SEAL_RULES, type SealedValues, type SealPurpose } from './sealed-values.js';

const ALGORITHM = 'dir';
const ENCRYPTION = 'A256GCM';
/** All that a header of ours holds: a value with anything more was not made here. */
const HEADER_MEMBERS = new Set(['alg', 'enc', 'kid', 'typ']);
/** The only claim beside the value: what is sealed never mixes with registered claim names. */
const VALUE = 'v';

/**
 * Seals and opens what the proxy hands out (JWE, RFC 7516: `dir` with A256GCM). Opening never says why it failed:
 * altered, sealed for another purpose, by a key that is gone, too long, or over are all the same `undefined`.
 */
export class Sealer {
  readonly #ring: KeyRing;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(keys: readonly Uint8Array[], now: () => number) {
    this.#ring = new KeyRing(keys);
    this.#now = now;
  }

  /** Seals a value; it ends after the life of its purpose. */
  async seal<P extends SealPurpose>(purpose: P, value: SealedValues[P]): Promise<string> {
    const { kid, key } = await this.#ring.current(purpose);
    const token = new EncryptJWT({ [VALUE]: value }).setProtectedHeader({
      alg: ALGORITHM,
      enc: ENCRYPTION,
      kid,
      typ: typeOf(purpose),
    });
    const { seconds } = SEAL_RULES[purpose];
    if (seconds !== undefined) token.setExpirationTime(Math.floor(this.#now() / 1000) + seconds);
    return token.encrypt(key);
  }

  /** Opens a value that was sealed for this purpose, or returns `undefined`. */
  async open<P extends SealPurpose>(purpose: P, sealed: unknown): Promise<SealedValues[P] | undefined> {
    const { seconds, longest } = SEAL_RULES[purpose];
    if (typeof sealed !== 'string' || sealed.length > longest) return undefined;
    try {
      const { payload } = await jwtDecrypt(sealed, (header) => this.#keyFor(purpose, header), {
        typ: typeOf(purpose),
        keyManagementAlgorithms: [ALGORITHM],
        contentEncryptionAlgorithms: [ENCRYPTION],
        requiredClaims: seconds === undefined ? [] : ['exp'],
        currentDate: new Date(this.#now()),
      });
      return payload[VALUE] as SealedValues[P];
    } catch {
      return undefined;
    }
  }

  #keyFor(purpose: SealPurpose, header: JWTHeaderParameters): Promise<CryptoKey> {
    const strange = Object.keys(header).some((member) => !HEADER_MEMBERS.has(member));
    const key = strange ? undefined : this.#ring.find(purpose, header.kid);
    if (key === undefined) throw new TypeError('unknown key');
    return key;
  }
}

function typeOf(purpose: SealPurpose): string {
  return `torii-${purpose}+jwe`;
}
