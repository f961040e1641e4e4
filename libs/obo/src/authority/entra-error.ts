import { oboCodeOf, type OboErrorCode } from '../errors/failures.js';
import { type HttpAnswer, retryAfterSeconds } from './http.js';
import { redact } from './redact.js';
import { isGuid, isRecord } from './shapes.js';

/** The token endpoint said no, in our words. Nothing in it can hold a token or a secret. */
export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly code: OboErrorCode;
  readonly entraCode: string | undefined;
  readonly correlationId: string | undefined;
  readonly claims: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** True where a credential loaded anew may succeed. */
  readonly reload: boolean;
  /** True where a step-up is asked for by a policy that, by its number, blocks: interaction may well not help. */
  readonly blocking: boolean;

  /** @param sent secret parts of the request, which the answer might repeat */
  constructor(answer: HttpAnswer, sent: readonly string[] = []) {
    const refusal = parseRefusal(answer, sent);
    super(refusal.summary);
    this.code = codeOf(answer, refusal);
    const first = refusal.numbers[0];
    this.entraCode = first === undefined ? undefined : `AADSTS${String(first)}`;
    this.correlationId = refusal.correlationId;
    this.claims = this.code === 'step_up_required' ? refusal.claims : undefined;
    this.blocking = this.code === 'step_up_required' && oboCodeOf(first) === 'access_blocked';
    this.retryAfterSeconds = retryAfterSeconds(answer.headers['retry-after']);
    this.reload =
      this.code === 'upstream_credential_error' && refusal.numbers.some((n) => RELOAD_CODES.has(n));
  }
}

/** Credential failures that a credential loaded anew may heal: a rotated certificate, an assertion grown old. */
const RELOAD_CODES: ReadonlySet<number> = new Set([
  700027, 700024, 7000214, 1000502, 7000274, 7000277, 700211, 700212, 700213, 50012, 7000222,
]);

interface Refusal {
  readonly error: string;
  readonly suberror: string;
  readonly claims: string | undefined;
  readonly numbers: readonly number[];
  readonly correlationId: string | undefined;
  readonly summary: string;
}

function parseRefusal(answer: HttpAnswer, sent: readonly string[]): Refusal {
  const body = isRecord(answer.body) ? answer.body : {};
  const text = (name: string): string => (typeof body[name] === 'string' ? (body[name] as string) : '');
  const listed = Array.isArray(body['error_codes']) ? body['error_codes'] : [];
  const described = /^AADSTS(\d{4,8})/.exec(text('error_description'))?.[1];
  const all = [...listed, ...(described === undefined ? [] : [described])].map(Number);
  const correlationId = isGuid(text('correlation_id')) ? text('correlation_id') : undefined;
  const description = redact(text('error_description'), sent).slice(0, 300);
  return {
    error: text('error'),
    suberror: text('suberror'),
    claims: readClaims(text('claims')),
    numbers: [...new Set(all.filter((n) => Number.isSafeInteger(n) && n > 0))],
    correlationId,
    summary:
      `HTTP ${String(answer.status)} ${redact(text('error'), sent).slice(0, 60) || 'without an OAuth error'} ${description}`.trim(),
  };
}

/** A claims request has to be a JSON object; anything else is not passed on. */
function readClaims(text: string): string | undefined {
  try {
    return isRecord(JSON.parse(text)) ? text : undefined;
  } catch {
    return undefined;
  }
}

const INTERACTION = new Set(['interaction_required', 'login_required', 'account_selection_required']);
const STEP_UP_SUBERRORS = new Set(['basic_action', 'additional_action', 'user_password_expired']);
const BLOCKED_SUBERRORS = new Set([
  'message_only',
  'protection_policy_required',
  'client_mismatch',
  'device_not_compliant',
]);

function codeOf(answer: HttpAnswer, refusal: Refusal): OboErrorCode {
  const { error, suberror, claims } = refusal;
  if (answer.status === 429 || answer.status >= 500 || error === '') return 'authority_unavailable';
  if (error === 'temporarily_unavailable' || error === 'server_error') return 'authority_unavailable';
  if (suberror === 'consent_required' || error === 'consent_required') return consent(refusal);
  const mayInteract = INTERACTION.has(error) || error === 'invalid_grant';
  if (mayInteract && claims !== undefined) return 'step_up_required';
  // Nothing to step up with, and the session behind the token is gone: only a new sign-in helps.
  if (error === 'invalid_grant' && suberror === 'bad_token') return 'invalid_token';
  const hinted = hint(refusal);
  if (hinted !== undefined) return hinted;
  if (mayInteract && BLOCKED_SUBERRORS.has(suberror)) return 'access_blocked';
  if (mayInteract && STEP_UP_SUBERRORS.has(suberror)) return 'step_up_required';
  return byError(error);
}

/**
 * Entra sends `claims` with a missing consent only to an agent identity. Nobody can consent for one in a browser
 * (AADSTS82014): an administrator grants the permission to the agent or its blueprint.
 */
function consent({ claims }: Refusal): OboErrorCode {
  return claims === undefined ? 'consent_required' : 'access_blocked';
}

function byError(error: string): OboErrorCode {
  if (INTERACTION.has(error)) return 'step_up_required';
  switch (error) {
    case 'invalid_grant':
      return 'invalid_token';
    case 'invalid_client':
    case 'unauthorized_client':
      return 'upstream_credential_error';
    case 'access_denied':
      return 'access_blocked';
    default:
      return 'upstream_configuration_error';
  }
}

/** What the numbers say, where `error` allows it: a number never turns a client fault into a user's. */
function hint(refusal: Refusal): OboErrorCode | undefined {
  const first = refusal.numbers[0];
  if (first === undefined) return undefined;
  const code = oboCodeOf(first);
  const clientFault = refusal.error === 'invalid_client' || refusal.error === 'unauthorized_client';
  return clientFault && code !== 'upstream_configuration_error' ? 'upstream_credential_error' : code;
}
