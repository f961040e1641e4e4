/** A refusal of the chat before the first byte of an answer, as an RFC 9457 problem. */
import type { ModelErrorCode } from './model/model-error.js';

/** Codes of the chat's own problems; those of a run's faults are added by {@link RunFaultCode}. */
export type ChatErrorCode =
  | 'chat_not_configured'
  | 'validation_failed'
  | 'not_acceptable'
  | 'thread_not_found'
  | 'run_not_found'
  | 'run_id_used'
  | 'run_in_progress'
  | 'interrupts_open'
  | 'interrupt_unknown'
  | 'interrupt_answered'
  | 'interrupt_expired'
  | 'allowance_not_found'
  | 'shutting_down';

/** Codes of `RUN_ERROR` (docs/contract.md, section 6). */
export type RunFaultCode = ModelErrorCode | 'tool_loop_limit' | 'store_unavailable' | 'invalid_token';

/** One faulty field of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Carries what the server's problem filter shows: `status`, `code`, `detail`, and what goes with them. */
export class ChatError extends Error {
  readonly detail: string;
  readonly retryAfterSeconds?: number;
  readonly correlationId?: string;
  readonly errors?: readonly FieldError[];

  constructor(
    readonly status: number,
    readonly code: ChatErrorCode | RunFaultCode,
    detail: string,
    extra: Pick<ChatError, 'retryAfterSeconds' | 'correlationId' | 'errors'> = {},
  ) {
    super(detail);
    this.name = 'ChatError';
    this.detail = detail;
    if (extra.retryAfterSeconds !== undefined) this.retryAfterSeconds = extra.retryAfterSeconds;
    if (extra.correlationId) this.correlationId = extra.correlationId;
    if (extra.errors) this.errors = extra.errors;
  }
}

/** A 400 that names one field and says how to mend it. */
export function invalid(field: string, message: string): ChatError {
  return new ChatError(400, 'validation_failed', `${field}: ${message}`, { errors: [{ field, message }] });
}

/** HTTP status of a run's fault in JSON mode. What the model service did wrong is never the caller's 4xx. */
export const FAULT_STATUS: Readonly<Record<RunFaultCode, number>> = {
  model_unauthorized: 502,
  deployment_not_found: 502,
  rate_limited: 429,
  content_filter: 422,
  context_length: 422,
  model_unavailable: 503,
  tool_loop_limit: 422,
  output_limit: 422,
  store_unavailable: 503,
  invalid_token: 401,
  internal: 500,
};
