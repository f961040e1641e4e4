import { AuthError } from '@azure/msal-browser';

/** Stable codes; the words stand in the translations under `signInFaults`. */
export const SIGN_IN_FAULTS = [
  'signed_out',
  'session_expired',
  'cancelled',
  'storage_blocked',
  'authority_unreachable',
  'timed_out',
  'wrong_tenant',
  'app_misconfigured',
  'unknown',
] as const;
export type SignInFaultCode = (typeof SIGN_IN_FAULTS)[number];

const BY_MSAL_CODE: Readonly<Record<string, SignInFaultCode>> = {
  access_denied: 'cancelled',
  user_cancelled: 'cancelled',
  consent_required: 'cancelled',
  login_required: 'session_expired',
  interaction_required: 'session_expired',
  timed_out: 'timed_out',
  monitor_window_timeout: 'timed_out',
  endpoints_resolution_error: 'authority_unreachable',
  network_error: 'authority_unreachable',
  no_network_connectivity: 'authority_unreachable',
  post_request_failed: 'authority_unreachable',
  state_not_found: 'storage_blocked',
  no_token_request_cache_error: 'storage_blocked',
  unauthorized_client: 'app_misconfigured',
  invalid_client: 'app_misconfigured',
  invalid_scope: 'app_misconfigured',
  invalid_resource: 'app_misconfigured',
};

const BY_AADSTS: Readonly<Record<string, SignInFaultCode>> = {
  AADSTS65004: 'cancelled',
  AADSTS50020: 'wrong_tenant',
  AADSTS50058: 'session_expired',
  AADSTS50011: 'app_misconfigured',
  AADSTS500113: 'app_misconfigured',
  AADSTS700016: 'app_misconfigured',
  AADSTS650053: 'app_misconfigured',
  AADSTS500011: 'app_misconfigured',
  AADSTS9002326: 'app_misconfigured',
};

/** A sign-in that did not end well. `code` chooses the words; Entra's own code and correlation id help support. */
export class SignInFault extends Error {
  readonly entraCode?: string;
  readonly correlationId?: string;

  constructor(
    readonly code: SignInFaultCode,
    options: ErrorOptions & { readonly entraCode?: string; readonly correlationId?: string } = {},
  ) {
    super(code, { cause: options.cause });
    this.name = 'SignInFault';
    if (options.entraCode !== undefined) this.entraCode = options.entraCode;
    if (options.correlationId !== undefined) this.correlationId = options.correlationId;
  }

  /** Reads what MSAL threw: Entra's number first, MSAL's own code after that. */
  static from(cause: unknown): SignInFault {
    if (cause instanceof SignInFault) return cause;
    if (!(cause instanceof AuthError)) return new SignInFault('unknown', { cause });
    const entraCode = /AADSTS\d+/.exec(cause.errorMessage)?.[0];
    const code =
      (entraCode === undefined ? undefined : BY_AADSTS[entraCode]) ??
      BY_MSAL_CODE[cause.errorCode] ??
      'unknown';
    return new SignInFault(code, {
      cause,
      entraCode: entraCode ?? cause.errorCode,
      ...(cause.correlationId === '' ? {} : { correlationId: cause.correlationId }),
    });
  }
}
