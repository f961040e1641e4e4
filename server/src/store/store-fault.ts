/** What can be wrong with a database that worked before. */
export type StoreFault = 'full' | 'read-only' | 'away';

const WORDS: Readonly<Record<StoreFault, string>> = {
  full: 'The storage of this server is full.',
  'read-only': 'The storage of this server cannot be written at the moment.',
  away: 'The storage of this server does not answer at the moment.',
};

/** The database cannot serve. 503 `store_unavailable` with `Retry-After`; the driver's words are in the cause. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'store_unavailable';
  readonly status = 503;
  readonly retryAfterSeconds = 5;

  constructor(
    readonly fault: StoreFault,
    cause: unknown,
  ) {
    super(WORDS[fault], { cause });
  }
}

/** A driver's error as ours, where it is the database that cannot serve; any other error as it came. */
export function toStoreError(error: unknown): unknown {
  const fault = faultOf(error);
  return fault === undefined ? error : new StoreUnavailableError(fault, error);
}

/** Result codes of SQLite (https://www.sqlite.org/rescode.html), without their extended part. */
const SQLITE: ReadonlyMap<number, StoreFault> = new Map([
  [5, 'away'],
  [6, 'away'],
  [8, 'read-only'],
  [10, 'away'],
  [13, 'full'],
  [14, 'away'],
]);
/** SQLSTATE classes and codes of PostgreSQL (appendix A) that say so. */
const POSTGRES: readonly (readonly [RegExp, StoreFault])[] = [
  [/^53100$/, 'full'],
  [/^25006$/, 'read-only'],
  [/^(08...|53...|57P0.|57014)$/, 'away'],
];
/** What `pg` reports without a code. */
const SPEECHLESS =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (was closed|has encountered a connection error)|Cannot use a pool after calling end)/;
const NETWORK = /^(ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;

function faultOf(error: unknown): StoreFault | undefined {
  const { code, errcode, message } = (error ?? {}) as Record<string, unknown>;
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') return SQLITE.get(errcode & 0xff);
  if (typeof message === 'string' && SPEECHLESS.test(message)) return 'away';
  if (typeof code !== 'string') return undefined;
  if (NETWORK.test(code)) return 'away';
  return POSTGRES.find(([pattern]) => pattern.test(code))?.[1];
}
