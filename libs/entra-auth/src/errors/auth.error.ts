import { AUTH_ERROR_CODES, AUTH_FAILURES, type AuthErrorCode, type AuthFailure } from './failures.js';

/** What an {@link AuthError} may carry beside its failure. */
export interface AuthErrorExtras {
  /** Value of the `WWW-Authenticate` header. */
  readonly challenge?: string;
  /** Seconds until a new try is worthwhile. */
  readonly retryAfterSeconds?: number;
  /** Scopes that the operation needs. */
  readonly scopes?: readonly string[];
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims?: string;
  readonly cause?: unknown;
}

/**
 * A refused caller. `failure` says exactly what was wrong (one key of `AUTH_FAILURES`), `code` is what the
 * problem body says, `status` the HTTP status, `detail` a sentence from the fixed list. Never holds token content.
 *
 * @example
 * if (error instanceof AuthError && error.code === 'invalid_token') metrics.count(error.failure);
 */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly failure: AuthFailure;
  readonly code: AuthErrorCode;
  readonly status: number;
  readonly detail: string;
  /** Set by the gate, which knows the path: value of `WWW-Authenticate` (RFC 6750 s3, RFC 9728 s5.1). */
  challenge: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Scopes that the operation needs; the gate makes them fully qualified. */
  scopes: readonly string[] | undefined;
  readonly claims: string | undefined;

  constructor(failure: AuthFailure, extras: AuthErrorExtras = {}) {
    const [code, detail] = AUTH_FAILURES[failure];
    super(detail, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.failure = failure;
    this.code = code;
    this.status = AUTH_ERROR_CODES[code].status;
    this.detail = detail;
    this.challenge = extras.challenge;
    this.retryAfterSeconds = extras.retryAfterSeconds;
    this.scopes = extras.scopes;
    this.claims = extras.claims;
  }
}
