import { setTimeout as delay } from 'node:timers/promises';

/** How Graph refused a call (`error` of its answer). */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Id to give to Microsoft's support. */
    readonly requestId?: string,
  ) {
    super(message);
    this.name = 'GraphError';
  }
}

/** An answer of Graph; `body` is undefined for 204. */
export interface GraphAnswer {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
}

type Method = 'GET' | 'POST' | 'PATCH';
type Retry = (error: GraphError) => boolean;

export interface GraphOptions {
  /** Origin, for example `https://graph.microsoft.com`. */
  readonly endpoint: string;
  readonly accessToken: string;
  /** True: nothing is written; what would be is handed to `log` alone. */
  readonly dryRun: boolean;
  /** Milliseconds between tries; injected by tests. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Tries of one call while the directory's replicas catch up: about two minutes in all. */
const TRIES = 8;
const LONGEST_WAIT_MS = 30_000;

/** Calls of Microsoft Graph v1.0, with the retries that its eventual consistency asks for. */
export class Graph {
  readonly #options: GraphOptions;
  readonly #wait: (ms: number) => Promise<unknown>;

  constructor(options: GraphOptions) {
    this.#options = options;
    this.#wait = options.wait ?? delay;
  }

  get dryRun(): boolean {
    return this.#options.dryRun;
  }

  /** The object, or undefined where there is none. */
  async find(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      return (await this.#call('GET', path)).body;
    } catch (error) {
      if (error instanceof GraphError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** An object that must be there, or will be as soon as the replicas agree. */
  read(path: string): Promise<GraphAnswer> {
    return this.#call('GET', path, { retry: isNotThereYet });
  }

  /** `value` of a collection, all pages. */
  async list(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const found: Record<string, unknown>[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { body } = await this.#call('GET', next);
      found.push(...((body?.['value'] as Record<string, unknown>[] | undefined) ?? []));
      const link = body?.['@odata.nextLink'];
      next = typeof link === 'string' ? link : undefined;
    }
    return found;
  }

  /** Writes; `upsert` makes what is not there (`Prefer: create-if-missing`). Does nothing in a dry run. */
  async write(
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    { upsert = false, retry = isNotThereYet }: { upsert?: boolean; retry?: Retry } = {},
  ): Promise<GraphAnswer> {
    if (this.dryRun) return { status: 0 };
    return this.#call(method, path, { body, upsert, retry });
  }

  async #call(
    method: Method,
    path: string,
    { body, upsert = false, retry = () => false }: { body?: unknown; upsert?: boolean; retry?: Retry } = {},
  ): Promise<GraphAnswer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(method, path, body, upsert);
      } catch (error) {
        if (!(error instanceof GraphError) || attempt >= TRIES) throw error;
        if (error.status !== 429 && error.status !== 503 && !retry(error)) throw error;
        await this.#wait(Math.min(1000 * 2 ** (attempt - 1), LONGEST_WAIT_MS));
      }
    }
  }

  async #once(method: Method, path: string, body: unknown, upsert: boolean): Promise<GraphAnswer> {
    const { endpoint, accessToken } = this.#options;
    // A next link is absolute; the token goes to Graph's own origin only.
    const url = new URL(path, `${endpoint}/`);
    if (url.origin !== new URL(endpoint).origin)
      throw new Error('Graph named another origin for its next page');
    const response = await fetch(url, {
      method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(upsert ? { prefer: 'create-if-missing' } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = (text === '' ? undefined : parse(text)) as Record<string, unknown> | undefined;
    if (response.ok) return { status: response.status, ...(parsed ? { body: parsed } : {}) };
    const { code = 'unknown', message = response.statusText } = (parsed?.['error'] ?? {}) as Record<
      string,
      string
    >;
    throw new GraphError(response.status, code, message, response.headers.get('request-id') ?? undefined);
  }
}

/** What Graph says of an object that was made a moment ago and has not reached the replica that was asked. */
export function isNotThereYet({ status, message }: GraphError): boolean {
  return (
    status === 404 ||
    /does not reference a valid application object|must in the local tenant|reference-property objects are not present|Not a valid reference update|cannot be found in the AppPermissions/i.test(
      message,
    )
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
