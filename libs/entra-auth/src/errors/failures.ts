import { CLAIM_FAILURES } from '../claims/claim-checks.js';

/**
 * Every way a caller can be refused. The list is closed on purpose: what a caller is sent comes from here and never
 * out of the token, so a refusal can neither inject a header nor be used as an oracle.
 * @module
 */

/**
 * Public codes: the `code` of the problem body, and of {@link AuthError}.
 *
 * @example
 * AUTH_ERROR_CODES.invalid_token.status; // 401
 */
export const AUTH_ERROR_CODES = {
  unauthenticated: { status: 401 },
  invalid_request: { status: 400, error: 'invalid_request' },
  invalid_token: { status: 401, error: 'invalid_token' },
  insufficient_scope: { status: 403, error: 'insufficient_scope' },
  app_only_token: { status: 403, error: 'insufficient_scope' },
  client_not_allowed: { status: 403 },
  agent_not_allowed: { status: 403 },
  guest_not_allowed: { status: 403 },
  group_required: { status: 403 },
  groups_unknown: { status: 403 },
  insufficient_claims: { status: 401, error: 'insufficient_claims' },
  step_up_required: { status: 403 },
  keys_unavailable: { status: 503 },
} as const satisfies Record<string, { readonly status: number; readonly error?: string }>;

/** One of the public codes of a refusal. */
export type AuthErrorCode = keyof typeof AUTH_ERROR_CODES;

/**
 * Failure code table: what exactly was wrong, the public code it is answered with, and the fixed sentence that is
 * sent as `error_description` (RFC 6750 s3) and as `detail` of the problem body.
 *
 * @example
 * const [code, sentence] = AUTH_FAILURES.audience_mismatch; // 'invalid_token', 'The token was issued ...'
 */
export const AUTH_FAILURES = {
  no_credentials: ['unauthenticated', 'Send an access token as "Authorization: Bearer <token>".'],
  scheme_unsupported: ['unauthenticated', 'Only the Bearer scheme is accepted.'],
  token_outside_header: ['unauthenticated', 'A token is accepted in the Authorization header only.'],

  header_repeated: ['invalid_request', 'The request has more than one Authorization header.'],
  credentials_repeated: ['invalid_request', 'The request carries more than one access token.'],
  credentials_empty: ['invalid_request', 'The Bearer scheme must be followed by a token.'],
  credentials_malformed: ['invalid_request', 'The Authorization header must hold one token68 value.'],

  token_too_long: ['invalid_token', 'The token is longer than 15 KiB.'],
  token_malformed: ['invalid_token', 'The token is not a signed JWT.'],
  member_repeated: ['invalid_token', 'The token repeats a JSON member.'],
  header_member_forbidden: ['invalid_token', 'The token header has a member that is not accepted.'],
  type_unsupported: ['invalid_token', 'The token type is not accepted.'],
  algorithm_unsupported: ['invalid_token', 'The token must be signed with RS256.'],
  kid_missing: ['invalid_token', 'The token names no signing key.'],
  kid_unknown: ['invalid_token', 'The signing key is not one of the authority.'],
  key_issuer_mismatch: ['invalid_token', 'The signing key does not serve this issuer.'],
  signature_invalid: ['invalid_token', 'The signature is not valid.'],
  ...CLAIM_FAILURES,
  token_refused: ['invalid_token', 'The token is not valid.'],
  session_ended: ['invalid_token', 'This sign-in has ended: sign in again.'],

  scope_missing: ['insufficient_scope', 'The token lacks a scope that this operation needs.'],
  role_missing: ['insufficient_scope', 'The token lacks a role that this operation needs.'],
  user_required: ['insufficient_scope', 'This operation needs a signed-in user.'],
  app_only_token: ['app_only_token', 'This operation acts for a user; an app-only token names none.'],
  group_missing: ['group_required', 'The caller is not in a group that this operation needs.'],
  groups_unknown: ['groups_unknown', 'The token does not list all groups of the caller (group overage).'],
  insufficient_claims: [
    'insufficient_claims',
    'More authentication is needed: request a token with the claims.',
  ],
  step_up_required: ['step_up_required', 'More authentication is needed: sign in again with the claims.'],
  keys_unavailable: ['keys_unavailable', 'Tokens cannot be verified at the moment. Try again later.'],
} as const satisfies Record<string, readonly [AuthErrorCode, string]>;

/** Exactly what was wrong: one key of {@link AUTH_FAILURES}. */
export type AuthFailure = keyof typeof AUTH_FAILURES;
