/** Codes that have words of their own in the translations, under `faults`. */
export const FAULT_CODES = [
  'model_unauthorized',
  'deployment_not_found',
  'rate_limited',
  'content_filter',
  'context_length',
  'model_unavailable',
  'tool_loop_limit',
  'internal',
  'chat_not_configured',
  'connection_lost',
  'offline',
  'not_found',
  'session_expired',
  'insufficient_scope',
  'step_up_required',
  'consent_required',
  'access_blocked',
  'resource_not_allowed',
  'obo_disabled',
  'upstream_credential_error',
  'upstream_configuration_error',
  'authority_unavailable',
] as const;

const SAME_WORDS: Readonly<Record<string, (typeof FAULT_CODES)[number]>> = {
  signed_out: 'session_expired',
  invalid_token: 'session_expired',
  too_many_requests: 'rate_limited',
  http_401: 'session_expired',
  http_403: 'insufficient_scope',
  http_404: 'not_found',
  http_429: 'rate_limited',
  http_503: 'authority_unavailable',
  thread_not_found: 'not_found',
  run_not_found: 'not_found',
};

/** Which words tell a failure; `internal` for codes that nobody has put into words. */
export function faultKey(code: string): (typeof FAULT_CODES)[number] {
  return FAULT_CODES.find((known) => known === code) ?? SAME_WORDS[code] ?? 'internal';
}
