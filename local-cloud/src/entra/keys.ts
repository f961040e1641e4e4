/**
 * Signing keys of the local Entra, shaped as Entra publishes them: RSA 2048, `use: sig`, no `alg`, and the
 * issuer each key serves. The newest key signs.
 */
import { createHash, generateKeyPair, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { selfSigned } from '../certificate.js';

/** One signing key. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Self-signed certificate of the key, base64 of the DER. */
  readonly certificate: string;
}

const DAY_MS = 86_400_000;
const RSA = { modulusLength: 2048 } as const;
const MAX_PUBLISHED = 1000;

/** The published keys, the keys that were taken back, and one key that is never published (for drills). */
export class KeyRing {
  #published: SigningKey[];
  #hidden?: SigningKey;

  constructor(first: SigningKey) {
    this.#published = [first];
  }

  /** A ring with one fresh key. */
  static async create(): Promise<KeyRing> {
    return new KeyRing(named(await promisify(generateKeyPair)('rsa', RSA)));
  }

  /** The key that signs. */
  get current(): SigningKey {
    const key = this.#published.at(-1);
    if (!key) throw new Error('the key ring is empty');
    return key;
  }

  /** Keys of the key set, oldest first. */
  get all(): readonly SigningKey[] {
    return this.#published;
  }

  /** A key that no key set names. */
  get unpublished(): SigningKey {
    return (this.#hidden ??= named(generateKeyPairSync('rsa', RSA)));
  }

  /** Publishes a new key and signs with it from now on. `keepOld: false` takes every older key back. */
  rotate(keepOld = true): void {
    const next = named(generateKeyPairSync('rsa', RSA));
    this.#published = [...(keepOld ? this.#published : []), next].slice(-MAX_PUBLISHED);
  }

  /** Takes every key back but the one that signs. */
  removeOld(): void {
    this.#published = [this.current];
  }

  find(kid: string | undefined): SigningKey | undefined {
    return this.#published.find((key) => key.kid === kid);
  }

  /** The key set (RFC 7517), each key naming `issuer` where there is one, and `padding` keys that sign nothing. */
  jwks(issuer: string | undefined, padding = 0): { keys: Record<string, unknown>[] } {
    const keys = this.#published.map((key) => publicJwk(key, issuer));
    const more = Array.from({ length: padding }, (_, index) => ({
      ...publicJwk(this.unpublished, issuer),
      kid: `padding-${index}`,
      x5c: undefined,
    }));
    return { keys: [...more, ...keys] };
  }
}

/** Signs exactly these bytes (RS256, RFC 7515 section 5.1); what they hold is the caller's affair. */
export function signCompact(header: string, payload: string, key: SigningKey): string {
  const input = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
  return `${input}.${sign('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`;
}

function named(pair: { publicKey: KeyObject; privateKey: KeyObject }): SigningKey {
  const der = selfSigned({
    ...pair,
    commonName: 'accounts.accesscontrol.windows.net',
    notBefore: Date.now() - DAY_MS,
    days: 5 * 365,
  });
  // Entra names its keys by the thumbprint of their certificates.
  return {
    ...pair,
    kid: createHash('sha1').update(der).digest('base64url'),
    certificate: der.toString('base64'),
  };
}

function publicJwk(key: SigningKey, issuer: string | undefined): Record<string, unknown> {
  const { n, e } = key.publicKey.export({ format: 'jwk' });
  return { kty: 'RSA', use: 'sig', kid: key.kid, x5t: key.kid, n, e, x5c: [key.certificate], issuer };
}
