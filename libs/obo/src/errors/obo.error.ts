import { OBO_FAILURES, type NextStepFacts, type OboErrorCode } from './failures.js';

/**
 * What an {@link OboError} may carry beside its code.
 * @example
 * const details: OboErrorDetails = { entraCode: 'AADSTS65001', scopes: ['https://search.azure.com/.default'] };
 */
export interface OboErrorDetails extends NextStepFacts {
  /** Code of Entra, for example `AADSTS65001`; a hint for people, never to be branched on. */
  readonly entraCode?: string;
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims?: string;
  /** Resource that was asked for. */
  readonly resource?: string;
  /** What happened underneath, already free of tokens and secrets. */
  readonly cause?: unknown;
}

/**
 * An exchange that failed. `code` is stable, `status` the HTTP status it becomes; it never holds a token,
 * a secret, an assertion or the name of a client credential.
 * @example
 * try {
 *   await exchanger.exchange(user, { resource: 'https://search.azure.com' });
 * } catch (error) {
 *   if (error instanceof OboError && error.code === 'consent_required') askForConsent(error.scopes);
 * }
 */
export class OboError extends Error {
  override readonly name = 'OboError';
  readonly code: OboErrorCode;
  readonly status: number;
  readonly entraCode?: string;
  readonly correlationId?: string;
  readonly scopes?: readonly string[];
  readonly claims?: string;
  readonly retryAfterSeconds?: number;
  readonly resource?: string;

  constructor(code: OboErrorCode, details: OboErrorDetails = {}) {
    const { cause, ...fields } = details;
    const { message, status } = OBO_FAILURES[code];
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) Object.assign(this, { [name]: value });
    }
  }
}

/**
 * Says in one or two sentences what has to happen next after a failed exchange: the text a tool gives to a
 * model or a person. It names scopes and the correlation id, never the server's own credential.
 * @example
 * nextStep(new OboError('authority_unavailable', { retryAfterSeconds: 5 })); // '... Try again in 5 seconds.'
 */
export function nextStep(error: OboError): string {
  return OBO_FAILURES[error.code].nextStep(error);
}
