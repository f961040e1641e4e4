import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what travels through a client and comes back: encrypted and authenticated (AES-256-GCM), under a key of its own
 * for each purpose, derived from the application's keys (RFC 5869). Every replica with the same keys can open it.
 */
export class Sealer {
  readonly #keys: readonly Uint8Array[];

  /** @param keys 32 bytes each; the first seals, all of them open */
  constructor(keys: readonly Uint8Array[], purpose: string) {
    this.#keys = keys.map((key) => new Uint8Array(hkdfSync('sha256', key, '', `torii-mcp ${purpose}`, 32)));
  }

  /** @param binding what must be the same when it is opened */
  seal(payload: unknown, binding: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#keys[0] as Uint8Array, iv).setAAD(Buffer.from(binding));
    const text = Buffer.concat([cipher.update(JSON.stringify(payload)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** The payload; `undefined` for whatever was not sealed with one of the keys and this binding. */
  open(sealed: string, binding: string): unknown {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    for (const key of this.#keys) {
      try {
        return opened(key, bytes, binding);
      } catch {
        // Another key may have sealed it.
      }
    }
    return undefined;
  }
}

function opened(key: Uint8Array, bytes: Buffer, binding: string): unknown {
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(binding))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text =
    decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  return JSON.parse(text) as unknown;
}
