import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DocumentError } from './document-error.js';
import { type DocumentNetwork, type FetchedDocument, fetchPinned } from './pinned-fetch.js';

/** Bounds of one kind of document. */
export interface DocumentBounds {
  readonly maxBytes: number;
  /** Longest time a document is kept, whatever its host says, in seconds. */
  readonly longestSeconds: number;
  /** Time a document is kept where its host says nothing, in seconds. */
  readonly usualSeconds: number;
  readonly maxDocuments: number;
}

/** A document of ours that serves where the host refuses. */
export type Fallback = (url: string) => unknown;

const FETCHES_AT_ONCE = 20;
const PER_HOST_AND_MINUTE = 30;
/** A fallback serves this long before the host is asked again, in seconds. */
const FALLBACK_SECONDS = 600;

interface Kept {
  readonly json: unknown;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * Documents by URL: from memory while they are fresh, one fetch at a time for each URL, and no more than so many in
 * all, since whoever opens `/authorize` decides what is fetched. A failure is never kept.
 */
export class DocumentStore {
  readonly #kept: LRUCache<string, Kept>;
  readonly #flights = new Map<string, Promise<unknown>>();
  readonly #perHost: RateLimiterMemory;
  readonly #bounds: DocumentBounds;
  readonly #network: DocumentNetwork;
  readonly #now: () => number;
  readonly #fallback: Fallback;

  constructor(
    bounds: DocumentBounds,
    network: DocumentNetwork,
    now: () => number,
    fallback: Fallback = () => undefined,
  ) {
    this.#bounds = bounds;
    this.#network = network;
    this.#now = now;
    this.#fallback = fallback;
    this.#perHost = new RateLimiterMemory({
      points: network.fetchesPerHost ?? PER_HOST_AND_MINUTE,
      duration: 60,
    });
    this.#kept = new LRUCache({ max: bounds.maxDocuments });
  }

  /** The document at a URL that `clientUrlFault` accepts. @throws DocumentError */
  get(url: string): Promise<unknown> {
    const kept = this.#kept.get(url);
    if (kept !== undefined && this.#now() < kept.until) return Promise.resolve(kept.json);
    return this.fetch(url);
  }

  /** The document as its host has it now. @throws DocumentError */
  fetch(url: string): Promise<unknown> {
    const flying = this.#flights.get(url);
    if (flying !== undefined) return flying;
    const flight = this.#load(url).finally(() => this.#flights.delete(url));
    this.#flights.set(url, flight);
    return flight;
  }

  /** Forgets a document that turned out to be wrong. */
  forget(url: string): void {
    this.#kept.delete(url);
  }

  async #load(url: string): Promise<unknown> {
    try {
      return this.#keep(url, await this.#ask(url));
    } catch (error) {
      const ours =
        error instanceof DocumentError && error.fault === 'refused' ? this.#fallback(url) : undefined;
      if (ours === undefined) throw error;
      this.#kept.set(url, { json: ours, until: this.#now() + FALLBACK_SECONDS * 1000 });
      return ours;
    }
  }

  async #ask(url: string): Promise<FetchedDocument> {
    if (this.#flights.size >= FETCHES_AT_ONCE) throw new DocumentError('busy', 'too many fetches at once');
    try {
      await this.#perHost.consume(new URL(url).host);
    } catch {
      throw new DocumentError('busy', 'too many fetches from this host');
    }
    return fetchPinned(url, this.#bounds.maxBytes, this.#network);
  }

  #keep(url: string, { json, maxAgeSeconds }: FetchedDocument): unknown {
    const seconds = Math.min(maxAgeSeconds ?? this.#bounds.usualSeconds, this.#bounds.longestSeconds);
    if (seconds > 0) this.#kept.set(url, { json, until: this.#now() + seconds * 1000 });
    return json;
  }
}
