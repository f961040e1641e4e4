/**
 * Refusals of the proxy: those that a program reads (RFC 6749 section 5.2, RFC 7591 section 3.2.2) and those that are
 * shown to a person, because nothing says yet where an answer may be sent.
 * @module
 */

/** Error codes of the endpoints for programs, with the HTTP status each becomes. */
const STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  invalid_target: 400,
  access_denied: 400,
  unsupported_response_type: 400,
  interaction_required: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  invalid_redirect_uri: 400,
  invalid_client_metadata: 400,
  slow_down: 429,
  server_error: 500,
  temporarily_unavailable: 503,
} as const;

/** Stable code of an {@link OAuthError}. */
export type OAuthErrorCode = keyof typeof STATUS;

/** What an {@link OAuthError} may carry beside its code and sentence. */
export interface OAuthErrorDetails {
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** True where the client sent `Authorization: Basic`: the answer then carries `WWW-Authenticate`. */
  readonly basic?: boolean;
  readonly cause?: unknown;
}

/**
 * A refusal that a client reads. The sentence is ours: it never repeats a token, a secret or text of a stranger.
 * @example
 * throw new OAuthError('invalid_grant', 'The authorization code has expired.');
 */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;

  constructor(
    readonly code: OAuthErrorCode,
    description: string,
    readonly details: OAuthErrorDetails = {},
  ) {
    super(description, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = STATUS[code];
  }
}

/** Reasons for an error page; each has its words in every language of the pages. */
export const PAGE_REASONS = [
  'client_unknown',
  'client_document',
  'client_document_unavailable',
  'redirect_uri',
  'request',
  'consent_expired',
  'other_browser',
  'signin_over',
  'ticket',
  'ticket_used',
  'other_person',
  'not_consented',
  'authority',
  'unexpected',
] as const;

/** Reason of an error page. */
export type PageReason = (typeof PAGE_REASONS)[number];

/** A refusal that is shown to a person in words, never redirected. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly reason: PageReason,
    /** HTTP status of the page. */
    readonly status: number = 400,
    /** A fact for the log and for support: never text of a stranger. */
    readonly detail = '',
    cause?: unknown,
  ) {
    super(`${reason} ${detail}`.trim(), cause === undefined ? undefined : { cause });
  }
}
