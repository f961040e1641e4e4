import { faults } from '../i18n/en/faults.js';

type FaultCode = keyof typeof faults;

/** Codes that have words of their own in the translations, under `faults`. */
export const FAULT_CODES = Object.keys(faults) as readonly FaultCode[];

const SAME_WORDS: Readonly<Record<string, FaultCode>> = {
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
export function faultKey(code: string): FaultCode {
  return FAULT_CODES.find((known) => known === code) ?? SAME_WORDS[code] ?? 'internal';
}
