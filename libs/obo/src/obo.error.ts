/**
 * What can go wrong when a token is exchanged, as stable codes. Prose may change, codes do not.
 * @module
 */

/** Codes of {@link OboError} with the HTTP status each becomes. `step_up_required` is 401 for a `cp1` caller. */
export const OBO_STATUS = {
  obo_disabled: 503,
  app_only_token: 403,
  resource_not_allowed: 400,
  consent_required: 403,
  step_up_required: 403,
  access_blocked: 403,
  invalid_token: 401,
  upstream_credential_error: 503,
  upstream_configuration_error: 503,
  authority_unavailable: 503,
} as const;

/** Stable failure code of an exchange. */
export type OboErrorCode = keyof typeof OBO_STATUS;

/** Public sentence of each code. Nothing in it comes from a token, the authority or the settings. */
const MESSAGES: Readonly<Record<OboErrorCode, string>> = {
  obo_disabled: 'On-behalf-of is switched off on this server.',
  app_only_token: 'The caller is an application without a user; on-behalf-of needs a signed-in user.',
  resource_not_allowed: 'The resource is not on the allow-list of this server.',
  consent_required: 'Consent is missing: the user or an administrator has to accept the permissions.',
  step_up_required: 'More authentication is needed: sign in again and answer the claims challenge.',
  access_blocked: 'A policy of the organisation blocks this access.',
  invalid_token: 'The authority did not accept the token as a user assertion: get a new token and try again.',
  upstream_credential_error: 'The server could not authenticate itself. The operator has to look at it.',
  upstream_configuration_error:
    'The server is not set up rightly for this exchange. The operator has to look at it.',
  authority_unavailable: 'The authority is not available at the moment: try again later.',
};

/** What an {@link OboError} may carry beside its code. */
export interface OboErrorDetails {
  /** Code of Entra, for example `AADSTS65001`; a hint for people, never to be branched on. */
  readonly entraCode?: string;
  /** Correlation id (GUID) under which the operator finds the cause. */
  readonly correlationId?: string;
  /** Scopes that consent or interaction is needed for. */
  readonly scopes?: readonly string[];
  /** Claims request as JSON text (OpenID Connect Core 5.5). */
  readonly claims?: string;
  /** Seconds after which another try makes sense. */
  readonly retryAfterSeconds?: number;
  /** Resource that was asked for. */
  readonly resource?: string;
  /** What happened underneath, already free of tokens and secrets. */
  readonly cause?: unknown;
}

/**
 * An exchange that failed. `code` is stable, `status` the HTTP status it becomes; it never holds a token,
 * a secret, an assertion or the name of a client credential.
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
    super(MESSAGES[code], cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = OBO_STATUS[code];
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) Object.assign(this, { [name]: value });
    }
  }
}
