/** The request journal: what was asked of the local cloud, without tokens, secrets, or query strings. */

/** One request that was answered (or cut). */
export interface JournalEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** HTTP status; 0 where the connection was cut without an answer. */
  readonly status: number;
  /** `grant_type` of a token request. */
  readonly grant?: string;
  /** `client_id` of a token request. */
  readonly clientId?: string;
  /** `scope` of a token request. */
  readonly scope?: string;
}

/** What to count; `path` may be a pattern. */
export interface JournalFilter {
  readonly method?: string;
  readonly path?: string | RegExp;
  readonly grant?: string;
  readonly status?: number;
  readonly clientId?: string;
}

type Notes = Pick<JournalEntry, 'grant' | 'clientId' | 'scope'>;

const CAPACITY = 10_000;

/** Keeps the last 10,000 requests. */
export class RequestJournal {
  readonly #now: () => number;
  #list: JournalEntry[] = [];
  readonly #notes = new WeakMap<Request, Notes>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Every request, oldest first. */
  get entries(): readonly JournalEntry[] {
    return this.#list;
  }

  /** Requests that match, oldest first. */
  find(filter: JournalFilter = {}): JournalEntry[] {
    return this.#list.filter((entry) => matches(entry, filter));
  }

  /** How many requests match. */
  count(filter: JournalFilter = {}): number {
    return this.find(filter).length;
  }

  clear(): void {
    this.#list = [];
  }

  /** Remembers what a token request was about until it is answered. */
  annotate(request: Request, notes: Notes): void {
    this.#notes.set(request, notes);
  }

  record(request: Request, status: number): void {
    const { pathname } = new URL(request.url);
    this.#list.push({
      at: this.#now(),
      method: request.method,
      path: pathname,
      status,
      ...this.#notes.get(request),
    });
    if (this.#list.length > CAPACITY * 1.1) this.#list = this.#list.slice(-CAPACITY);
  }
}

function matches(entry: JournalEntry, filter: JournalFilter): boolean {
  const { path, ...exact } = filter;
  if (path instanceof RegExp ? !path.test(entry.path) : path !== undefined && path !== entry.path)
    return false;
  return Object.entries(exact).every(
    ([name, value]) => value === undefined || entry[name as keyof JournalEntry] === value,
  );
}
