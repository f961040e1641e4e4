/**
 * The little that several replicas have to know together: pending step-ups, used connect links, ids of client
 * assertions. Keys and values are short texts; none of them is a token.
 * @example
 * OAuthProxyModule.forRootAsync({ inject: [Database], useFactory: (database) => ({ ...options, store: sqlStore(database) }) })
 */
export interface OAuthProxyStore {
  /** Adds an entry unless there is one that has not expired; tells whether it was added. Has to be atomic. */
  add(key: string, value: string, expiresAt: number): Promise<boolean>;
  /** Writes an entry, whatever was there. `expiresAt`: milliseconds since the epoch. */
  set(key: string, value: string, expiresAt: number): Promise<void>;
  /** The value, or `undefined` where there is none or it has expired. */
  get(key: string): Promise<string | undefined>;
  /** Removes an entry. */
  remove(key: string): Promise<void>;
}
