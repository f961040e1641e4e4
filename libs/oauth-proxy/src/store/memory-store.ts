import { LRUCache } from 'lru-cache';
import type { OAuthProxyStore } from './oauth-proxy-store.js';

const MOST = 50_000;

interface Entry {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * A store in memory: right for one process, and for tests.
 * @example
 * OAuthProxyModule.forRoot({ ...options, store: new MemoryStore() })
 */
export class MemoryStore implements OAuthProxyStore {
  readonly #entries = new LRUCache<string, Entry>({ max: MOST });
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  add(key: string, value: string, expiresAt: number): Promise<boolean> {
    if (this.#alive(key) !== undefined) return Promise.resolve(false);
    this.#entries.set(key, { value, expiresAt });
    return Promise.resolve(true);
  }

  set(key: string, value: string, expiresAt: number): Promise<void> {
    this.#entries.set(key, { value, expiresAt });
    return Promise.resolve();
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#alive(key)?.value);
  }

  remove(key: string): Promise<void> {
    this.#entries.delete(key);
    return Promise.resolve();
  }

  #alive(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && this.#now() < entry.expiresAt ? entry : undefined;
  }
}
