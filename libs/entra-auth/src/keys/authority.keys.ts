import { AuthError } from '../errors/auth.error.js';
import type { AuthPolicy } from '../policy/auth.policy.js';
import type { Authority } from '../policy/authority.js';
import { AuthorityDocumentError, fetchDocument } from './fetch-document.js';
import { type KeySet, readKeySet, type TrustedKey } from './key-set.js';
import { KEY_TIMES, retryAfterMs } from './key-times.js';
import { type AuthorityMetadata, metadataUrl, readMetadata } from './metadata.js';

/** Callers that may wait for one refresh at a time; those beyond get 503 with `Retry-After`. */
const MAX_WAITERS = 2000;

/** Events of {@link AuthorityKeys}. */
export interface KeyEvents {
  loaded(changed: boolean): void;
  failed(authority: Authority, reason: string, usable: boolean): void;
}

/**
 * The keys of one metadata document. Loaded on first use, refreshed hourly in the background, single flight, last
 * known good for 24 h; an unknown key id causes one refresh per five minutes, however many are asked for.
 * Source: https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export class AuthorityKeys {
  #metadata: AuthorityMetadata | undefined;
  #keySet: KeySet | undefined;
  #loadedAt = 0;
  #lastRefreshFailed = false;
  /** When the authority wants to be asked again, milliseconds from its last failure. */
  #retryAfter: number | undefined;
  #unknownKidRefreshAt = -Infinity;
  #inFlight: Promise<void> | undefined;
  #waiters = 0;
  #cancelTimer: (() => void) | undefined;
  #closed = false;
  readonly #authority: Authority;
  readonly #policy: AuthPolicy;
  readonly #events: KeyEvents;

  constructor(authority: Authority, policy: AuthPolicy, events: KeyEvents) {
    this.#authority = authority;
    this.#policy = policy;
    this.#events = events;
  }

  /** Milliseconds since the last good load; `undefined` before the first. */
  get age(): number | undefined {
    return this.#keySet === undefined ? undefined : this.#policy.clock.now() - this.#loadedAt;
  }

  /** The key set, while it is not older than 24 h. */
  get usable(): KeySet | undefined {
    return this.#policy.clock.now() - this.#loadedAt < KEY_TIMES.lifetime ? this.#keySet : undefined;
  }

  /** @throws AuthError `kid_unknown`, `key_issuer_mismatch`, `keys_unavailable` (also as a rejection) */
  find(kid: string): TrustedKey | Promise<TrustedKey> {
    const found = this.#lookUp(kid);
    if (found !== undefined) return found;
    // A flood of unknown key ids ends here, without a promise each.
    if (this.#inFlight === undefined && this.usable !== undefined && !this.#unknownKidMayRefresh()) {
      throw this.#unknown();
    }
    return this.#findLater(kid);
  }

  /** Loads, or joins the load that runs. Never rejects: a failure is kept, reported, and tried again later. */
  refresh(): Promise<void> {
    this.#inFlight ??= this.#load().finally(() => {
      this.#inFlight = undefined;
      this.#schedule();
    });
    return this.#inFlight;
  }

  /** Resolves when no load runs. */
  async settled(): Promise<void> {
    await this.#inFlight;
  }

  /** Ends background work. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #lookUp(kid: string): TrustedKey | undefined {
    const found = this.usable?.keys.get(kid);
    if (found === undefined) return undefined;
    const key = found[0];
    if (key === undefined) throw new AuthError('key_issuer_mismatch');
    return key;
  }

  async #findLater(kid: string): Promise<TrustedKey> {
    // A load that runs already may bring the key; the refresh below is only for after it. Good keys that lapsed
    // without a refresh mean that the machine slept: its timers did, too, so nobody else would load them soon.
    const slept = this.usable === undefined && !this.#lastRefreshFailed;
    if (this.#inFlight !== undefined || slept) await this.#wait(this.refresh());
    const found = this.#lookUp(kid);
    if (found !== undefined) return found;
    if (this.usable !== undefined) await this.#wait(this.#refreshForUnknownKid());
    const fresh = this.#lookUp(kid);
    if (fresh !== undefined) return fresh;
    throw this.#unknown();
  }

  #unknown(): AuthError {
    const sure = this.usable !== undefined && !this.#lastRefreshFailed;
    return sure ? new AuthError('kid_unknown') : this.#unavailable();
  }

  #unknownKidMayRefresh(): boolean {
    return this.#policy.clock.now() - this.#unknownKidRefreshAt >= KEY_TIMES.unknownKidEvery;
  }

  async #refreshForUnknownKid(): Promise<void> {
    if (this.#inFlight === undefined) {
      if (!this.#unknownKidMayRefresh()) return;
      this.#unknownKidRefreshAt = this.#policy.clock.now();
    }
    await this.refresh();
  }

  async #wait(load: Promise<void>): Promise<void> {
    if (this.#waiters >= MAX_WAITERS) throw this.#unavailable();
    this.#waiters += 1;
    try {
      await load;
    } finally {
      this.#waiters -= 1;
    }
  }

  #unavailable(): AuthError {
    const wait = this.usable === undefined ? this.#retryDelay() : KEY_TIMES.retryAfterFailure;
    return new AuthError('keys_unavailable', { retryAfterSeconds: Math.ceil(wait / 1000) });
  }

  async #load(): Promise<void> {
    const abort = new AbortController();
    const cancel = this.#policy.clock.after(KEY_TIMES.fetchTimeout, () => {
      abort.abort(new AuthorityDocumentError('no answer within 5 s'));
    });
    try {
      await this.#fetchAll(abort.signal);
      this.#lastRefreshFailed = false;
      this.#retryAfter = undefined;
    } catch (error) {
      this.#lastRefreshFailed = true;
      this.#retryAfter =
        error instanceof AuthorityDocumentError
          ? retryAfterMs(error.retryAfter, this.#policy.clock.now())
          : undefined;
      this.#events.failed(this.#authority, reasonOf(error), this.usable !== undefined);
    } finally {
      cancel();
    }
  }

  async #fetchAll(signal: AbortSignal): Promise<void> {
    const { authorityHost, fetch: fetcher, clock } = this.#policy;
    const { tenantId } = this.#authority;
    const document = await fetchDocument(fetcher, metadataUrl(authorityHost, this.#authority), signal);
    const metadata = readMetadata(document, authorityHost, tenantId, this.#metadata);
    const jwks = await fetchDocument(fetcher, metadata.jwksUri, signal);
    const keySet = await readKeySet(jwks, metadata.issuer, tenantId);
    const changed = keySet.fingerprint !== this.#keySet?.fingerprint;
    this.#metadata = metadata;
    this.#keySet = keySet;
    this.#loadedAt = clock.now();
    this.#events.loaded(changed);
  }

  #schedule(): void {
    this.#cancelTimer?.();
    if (this.#closed) return;
    const delay = this.#lastRefreshFailed ? this.#retryDelay() : KEY_TIMES.refreshEvery;
    this.#cancelTimer = this.#policy.clock.after(delay, () => void this.refresh());
  }

  /** While good keys last there is time; as soon as they lapse, callers wait. */
  #retryDelay(): number {
    if (this.#retryAfter !== undefined) return this.#retryAfter;
    const left =
      this.#keySet === undefined ? 0 : this.#loadedAt + KEY_TIMES.lifetime - this.#policy.clock.now();
    return Math.max(KEY_TIMES.retryWhileCold, Math.min(left, KEY_TIMES.retryAfterFailure));
  }
}

/** The message, and the system's code behind a bare `fetch failed`, such as ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const { message, cause } = (error ?? {}) as { readonly message?: unknown; readonly cause?: unknown };
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? `${String(message)} (${code})` : String(message);
}
