import { FAULT_CODES } from '../faults/fault-words.js';

/** Codes of failed calls that have words of their own in the translations, under `toolFaults`. */
export const TOOL_FAULT_CODES = [
  'note_exists',
  'note_not_found',
  'too_many_notes',
  'invalid_arguments',
  'expired',
  'cancelled',
  'not_executed',
  'mcp_server_unavailable',
  'downstream_forbidden',
  'downstream_failed',
  'downstream_unavailable',
  'invalid_token',
  'other',
] as const;

const SAME_WORDS: Readonly<Record<string, (typeof TOOL_FAULT_CODES)[number]>> = {
  approval_expired: 'expired',
  elicitation_lost: 'expired',
  downstream_timeout: 'downstream_unavailable',
};

/**
 * Translation key of a failure. The text of a failed tool is written for the model: people get words by its code. Only
 * a tool without a code, which another server wrote, is shown in its own words (null).
 */
export function toolFault(code: string | undefined): string | null {
  if (code === undefined) return null;
  const own = TOOL_FAULT_CODES.find((known) => known === code) ?? SAME_WORDS[code];
  if (own !== undefined) return `toolFaults.${own}`;
  return FAULT_CODES.some((known) => known === code) ? `faults.${code}` : 'toolFaults.other';
}
