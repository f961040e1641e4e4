import type { OAuthProxyStore } from '#libs/oauth-proxy';
import type { Database } from '../store/database.js';

/** What the replicas of the OAuth proxy know together, in the database; expired entries go with the next write. */
export class SqlOAuthProxyStore implements OAuthProxyStore {
  readonly #database: Database;
  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  async add(key: string, value: string, expiresAt: number): Promise<boolean> {
    await this.#dropExpired();
    const added = await this.#database
      .insertInto('oauth_proxy_entries')
      .values({ key, value, expires_at: expiresAt })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key')
      .executeTakeFirst();
    return added !== undefined;
  }

  async set(key: string, value: string, expiresAt: number): Promise<void> {
    await this.#dropExpired();
    await this.#database
      .insertInto('oauth_proxy_entries')
      .values({ key, value, expires_at: expiresAt })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, expires_at: expiresAt }))
      .execute();
  }

  async get(key: string): Promise<string | undefined> {
    const entry = await this.#database
      .selectFrom('oauth_proxy_entries')
      .select('value')
      .where('key', '=', key)
      .where('expires_at', '>', this.#now())
      .executeTakeFirst();
    return entry?.value;
  }

  async remove(key: string): Promise<void> {
    await this.#database.deleteFrom('oauth_proxy_entries').where('key', '=', key).execute();
  }

  async #dropExpired(): Promise<void> {
    await this.#database.deleteFrom('oauth_proxy_entries').where('expires_at', '<=', this.#now()).execute();
  }
}
