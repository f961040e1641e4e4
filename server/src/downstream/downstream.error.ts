/** Codes of {@link DownstreamError} with the HTTP status each becomes. */
const STATUS = {
  downstream_forbidden: 403,
  downstream_failed: 502,
  downstream_unavailable: 503,
  downstream_timeout: 504,
} as const;

/** Stable failure code of a call to a downstream API. */
export type DownstreamErrorCode = keyof typeof STATUS;

const MESSAGES: Readonly<Record<DownstreamErrorCode, string>> = {
  downstream_forbidden: 'allowed the sign-in, but the person may not do this there.',
  downstream_failed: 'gave an answer that cannot be used.',
  downstream_unavailable: 'is not available at the moment: try again later.',
  downstream_timeout: 'did not answer in time: try again later.',
};

/** What a {@link DownstreamError} may carry beside its code. */
export interface DownstreamErrorDetails {
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** Request id of the downstream API, for its operators. */
  readonly correlationId?: string;
}

/** A downstream API that did not serve the caller. Holds nothing of the answer's text and never a token. */
export class DownstreamError extends Error {
  override readonly name = 'DownstreamError';
  readonly status: number;
  readonly retryAfterSeconds?: number;
  readonly correlationId?: string;

  /** @param api the API by the name people know, for example `Microsoft Graph` */
  constructor(
    readonly code: DownstreamErrorCode,
    readonly api: string,
    { retryAfterSeconds, correlationId }: DownstreamErrorDetails = {},
  ) {
    super(`${api} ${MESSAGES[code]}`);
    this.status = STATUS[code];
    if (retryAfterSeconds !== undefined) this.retryAfterSeconds = retryAfterSeconds;
    if (correlationId !== undefined) this.correlationId = correlationId;
  }
}
