import { withDeadline } from '../outgoing/deadline.js';
import { retryAfterMs } from '../outgoing/retry-after.js';
import type { SessionState } from './sign-outs.js';

const SELECT = 'id,accountEnabled,signInSessionsValidFromDateTime';
const REQUEST_MS = 30_000;
/** Statuses of a link that is too old or unknown: the round begins anew. */
const STALE: ReadonlySet<number> = new Set([400, 404, 410]);

/** Thrown where Graph did not answer a round. `retryAfterMs`: when it wants to be asked again. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** What {@link UsersDelta} works with. */
export interface UsersDeltaParts {
  /** Graph's base URL, for example `https://graph.microsoft.com`. */
  readonly endpoint: string;
  /** A token of the server itself, with the application permission `User.Read.All`. */
  readonly token: (signal: AbortSignal) => Promise<string>;
  readonly fetch: typeof fetch;
}

interface Entry {
  readonly id?: unknown;
  readonly accountEnabled?: unknown;
  readonly signInSessionsValidFromDateTime?: unknown;
  readonly '@removed'?: unknown;
}

/**
 * Follows who was disabled and whose sessions were ended, by Graph's delta query: the first round is the state of
 * everybody, every later one what changed. A link that Graph no longer takes leads to a first round again, as what
 * happened in between cannot be known otherwise.
 * Source: https://learn.microsoft.com/graph/api/user-delta
 */
export class UsersDelta {
  readonly #parts: UsersDeltaParts;
  readonly #origin: string;
  #link: string | undefined;

  constructor(parts: UsersDeltaParts) {
    this.#parts = parts;
    this.#origin = new URL(parts.endpoint).origin;
  }

  /**
   * One round, page by page. What it took over before it failed is true all the same; the next round asks again.
   * @throws GraphError, or what the token or the network fail with
   */
  async round(take: (state: SessionState) => void, signal: AbortSignal): Promise<void> {
    let next = this.#link ?? `${this.#parts.endpoint}/v1.0/users/delta?$select=${SELECT}`;
    for (let restarts = 0; ;) {
      const response = await this.#get(next, signal);
      if (STALE.has(response.status) && restarts === 0) {
        restarts += 1;
        this.#link = undefined;
        next = this.#restartAt(response.headers.get('location'));
        continue;
      }
      const body = await bodyOf(response);
      for (const entry of Array.isArray(body['value']) ? (body['value'] as Entry[]) : []) {
        const state = stateOf(entry) ?? (await this.#read(entry, signal));
        if (state !== undefined) take(state);
      }
      const { '@odata.nextLink': more, '@odata.deltaLink': end } = body;
      if (typeof end === 'string') {
        this.#link = this.#own(end);
        return;
      }
      if (typeof more !== 'string') throw new GraphError('a page names neither the next one nor the end');
      next = this.#own(more);
    }
  }

  /** A selected property that is absent means unknown, not false: the person is read. */
  async #read({ id }: Entry, signal: AbortSignal): Promise<SessionState | undefined> {
    if (typeof id !== 'string') return undefined;
    const url = `${this.#parts.endpoint}/v1.0/users/${encodeURIComponent(id)}?$select=${SELECT}`;
    const response = await this.#get(url, signal);
    if (response.status === 404) return { oid: id, disabled: true };
    return stateOf({
      accountEnabled: true,
      signInSessionsValidFromDateTime: null,
      ...(await bodyOf(response)),
      id,
    });
  }

  async #get(url: string, signal: AbortSignal): Promise<Response> {
    return withDeadline(REQUEST_MS, signal, async (inner) => {
      const authorization = `Bearer ${await this.#parts.token(inner)}`;
      const headers = { authorization, accept: 'application/json' };
      const response = await this.#parts.fetch(url, { headers, redirect: 'manual', signal: inner });
      if (response.ok || STALE.has(response.status)) return response;
      await response.body?.cancel();
      throw new GraphError(`Graph answered ${response.status}`, retryAfterMs(response.headers));
    });
  }

  #restartAt(location: string | null): string {
    return location === null
      ? `${this.#parts.endpoint}/v1.0/users/delta?$select=${SELECT}`
      : this.#own(location);
  }

  /** The server's own token goes to Graph and nowhere else, whatever a link says. */
  #own(link: string): string {
    if (URL.parse(link)?.origin !== this.#origin) throw new GraphError('a link leads to another host');
    return link;
  }
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new GraphError(`Graph answered ${response.status}`);
  }
  return (await response.json()) as Record<string, unknown>;
}

/** `undefined` where the entry does not say enough. */
function stateOf(entry: Entry): SessionState | undefined {
  const { id, accountEnabled, signInSessionsValidFromDateTime: valid } = entry;
  if (typeof id !== 'string') return undefined;
  if (entry['@removed'] !== undefined || accountEnabled === false) return { oid: id, disabled: true };
  if (accountEnabled !== true || valid === undefined) return undefined;
  const validFrom = typeof valid === 'string' ? Date.parse(valid) / 1000 : Number.NaN;
  return { oid: id, disabled: false, ...(Number.isNaN(validFrom) ? {} : { validFrom }) };
}
