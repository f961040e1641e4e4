/** A search service and the index that is asked. */
export interface SearchOptions {
  /** Service endpoint, for example `https://<name>.search.windows.net`. */
  readonly endpoint: string;
  readonly index: string;
  /** Version of the REST API; documents are trimmed by the person's token in preview versions only. */
  readonly apiVersion: string;
  /** Resource URI that the token is exchanged for. Default that of the endpoint's cloud. */
  readonly resource?: string;
}

/** Options of `DownstreamModule`. */
export interface DownstreamOptions {
  /** Origin of Microsoft Graph; also the resource of the scope `<endpoint>/User.Read`. */
  readonly graphEndpoint: string;
  /** Absent where no search service is configured. */
  readonly search?: SearchOptions;
  /** Longest time one request may take, in milliseconds. Default 15,000. */
  readonly requestTimeoutMs?: number;
  /** Default the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** Injection token of {@link DownstreamOptions}. */
export const DOWNSTREAM_OPTIONS = Symbol('DOWNSTREAM_OPTIONS');
