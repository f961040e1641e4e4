import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { isRecord } from './jwt-payload.js';
import type { CachedToken } from './token-cache.js';

/** A store that replicas share, for example Redis. It sees neither tokens nor names, only sealed text. */
export interface SharedTokenStore {
  get(key: string): Promise<string | undefined>;
  /** Keeps a value for so many seconds; 0 removes it. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
}

/** One key of the key ring. */
export interface SealingKey {
  /** Name of the key, told in each record so that old records stay readable during a rotation. */
  readonly id: string;
  /** 32 bytes, for AES-256-GCM. */
  readonly key: Uint8Array;
}

/** Settings of the second level. */
export interface SharedCacheOptions {
  readonly store: SharedTokenStore;
  /** The first key seals; all of them open. */
  readonly keys: readonly SealingKey[];
  /** Longest wait for the store, in milliseconds; after it the entry counts as missing. Default 250. */
  readonly timeoutMs?: number;
}

/**
 * Second level of the cache: AES-256-GCM with the cache key as additional data, so that a record that was
 * altered, moved to another key or sealed by an unknown key is simply a miss. A store that fails is a miss too.
 */
export class SealedCache {
  readonly #options: SharedCacheOptions;
  readonly #logger = new Logger('OboSharedCache');

  constructor(options: SharedCacheOptions) {
    if (options.keys.length === 0 || options.keys.some(({ key }) => key.byteLength !== 32)) {
      throw new TypeError('sharedCache.keys needs at least one key, each of 32 bytes');
    }
    this.#options = options;
  }

  async get(key: string, nowSeconds: number): Promise<CachedToken | undefined> {
    const sealed = await this.#bounded('read', (store) => store.get(storeKey(key)));
    const entry = sealed === undefined ? undefined : this.#open(sealed, key);
    return entry !== undefined && nowSeconds < entry.usableUntil ? entry : undefined;
  }

  async set(key: string, entry: CachedToken, nowSeconds: number): Promise<void> {
    const ttlSeconds = Math.max(1, Math.ceil(entry.usableUntil - nowSeconds));
    await this.#bounded('write', (store) => store.set(storeKey(key), this.#seal(entry, key), ttlSeconds));
  }

  async forget(key: string): Promise<void> {
    await this.#bounded('remove', (store) => store.set(storeKey(key), '', 0));
  }

  #seal(entry: CachedToken, key: string): string {
    const [ring] = this.#options.keys;
    if (ring === undefined) return '';
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', ring.key, nonce).setAAD(Buffer.from(key));
    const refreshAfter = Number.isFinite(entry.refreshAfter) ? entry.refreshAfter : null;
    const text = JSON.stringify({ ...entry, refreshAfter });
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [
      '1',
      Buffer.from(ring.id).toString('base64url'),
      nonce.toString('base64url'),
      sealed.toString('base64url'),
    ].join('.');
  }

  #open(sealed: string, key: string): CachedToken | undefined {
    const [version, id = '', nonce = '', text = ''] = sealed.split('.');
    const ring = this.#options.keys.find((one) => one.id === Buffer.from(id, 'base64url').toString());
    if (version !== '1' || ring === undefined) return undefined;
    const bytes = Buffer.from(text, 'base64url');
    try {
      const iv = Buffer.from(nonce, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', ring.key, iv, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(key)).setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
      const entry: unknown = JSON.parse(plain.toString('utf8'));
      return isRecord(entry) ? revive(entry) : undefined;
    } catch {
      return undefined;
    }
  }

  async #bounded<T>(what: string, work: (store: SharedTokenStore) => Promise<T>): Promise<T | undefined> {
    const { store, timeoutMs = 250 } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs);
    });
    try {
      return await Promise.race([work(store), limit]);
    } catch {
      this.#logger.warn(`the shared token store failed to ${what}; going on without it`);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The store is told a digest only: keys hold object ids. */
function storeKey(key: string): string {
  return `torii:obo:${hash('sha256', key, 'base64url')}`;
}

/** The record was sealed by a holder of the ring, so its shape is ours; `Infinity` has no JSON form. */
function revive(entry: Record<string, unknown>): CachedToken {
  const { refreshAfter, ...rest } = entry;
  return { ...rest, refreshAfter: refreshAfter ?? Infinity } as CachedToken;
}
