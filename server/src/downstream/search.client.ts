import { Inject, Injectable } from '@nestjs/common';
import type { UserAssertion } from '#libs/obo';
import { DownstreamApi, type DownstreamCall } from './downstream-api.js';
import { DownstreamError } from './downstream.error.js';
import { DOWNSTREAM_OPTIONS, type DownstreamOptions } from './downstream.options.js';
import { type FoundDocument, readDocument } from './found-document.js';

const API = 'Azure AI Search';

/** Suffixes of search endpoints in the sovereign clouds -> resource URI there. */
const SOVEREIGN_RESOURCES = [
  ['.search.azure.us', 'https://search.azure.us'],
  ['.search.azure.cn', 'https://search.azure.cn'],
] as const;

/** What to look for. */
export interface SearchQuery {
  /** Words, in the simple query syntax. */
  readonly query: string;
  /** Documents at most, 1 to 50. Default 5. */
  readonly top?: number;
}

/** What was found, best first. */
export interface SearchAnswer {
  /** Documents that match and that the user may read, beyond `top` too. */
  readonly count: number;
  readonly documents: readonly FoundDocument[];
}

/**
 * Azure AI Search with the user's own rights: the exchanged token authorises the query, and in
 * `x-ms-query-source-authorization` (without `Bearer`) it is what documents are trimmed by, where the index holds
 * permissions. Source: Azure AI Search, "Query-time ACL and RBAC enforcement".
 */
@Injectable()
export class SearchClient {
  readonly #api: DownstreamApi;
  readonly #options: DownstreamOptions;

  constructor(api: DownstreamApi, @Inject(DOWNSTREAM_OPTIONS) options: DownstreamOptions) {
    this.#api = api;
    this.#options = options;
  }

  /** Resource URI that tokens are exchanged for. */
  get resource(): string {
    const { search } = this.#options;
    return search?.resource ?? searchResource(search?.endpoint ?? '');
  }

  /** Searches documents (`POST /indexes/<index>/docs/search`). */
  async search(
    user: UserAssertion,
    query: SearchQuery,
    signal?: AbortSignal,
    onToken?: DownstreamCall['onToken'],
  ): Promise<SearchAnswer> {
    const { search } = this.#options;
    if (search === undefined) throw new DownstreamError('downstream_unavailable', API);
    const endpoint = search.endpoint.replace(/\/+$/, '');
    const answer = await this.#api.call(user, {
      api: API,
      method: 'POST',
      url: `${endpoint}/indexes/${encodeURIComponent(search.index)}/docs/search?api-version=${search.apiVersion}`,
      body: {
        search: query.query,
        top: clamp(query.top),
        count: true,
        queryType: 'simple',
        searchMode: 'any',
      },
      target: { resource: this.resource },
      tokenHeaders: ['x-ms-query-source-authorization'],
      ...(signal ? { signal } : {}),
      ...(onToken ? { onToken } : {}),
    });
    return readAnswer(answer);
  }
}

/** The resource URI that tokens for a search endpoint are for, by its cloud. */
export function searchResource(endpoint: string): string {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  const sovereign = SOVEREIGN_RESOURCES.find(([suffix]) => host.endsWith(suffix));
  return sovereign?.[1] ?? 'https://search.azure.com';
}

function clamp(top = 5): number {
  return Math.min(50, Math.max(1, Math.trunc(top)));
}

function readAnswer(answer: unknown): SearchAnswer {
  const { value, '@odata.count': count } = (answer ?? {}) as Record<string, unknown>;
  if (!Array.isArray(value)) throw new DownstreamError('downstream_failed', API);
  const documents = value.map(readDocument).filter((document) => document !== undefined);
  return { count: typeof count === 'number' ? count : documents.length, documents };
}
