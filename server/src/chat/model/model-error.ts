/** Faults of the model service, as the chat reports them. */
import OpenAI from 'openai';
import { retryAfterMs } from '../../outgoing/retry-after.js';

/** Codes of `RUN_ERROR` that a model can cause (docs/contract.md section 6). */
export type ModelErrorCode =
  | 'model_unauthorized'
  | 'deployment_not_found'
  | 'rate_limited'
  | 'content_filter'
  | 'context_length'
  | 'model_unavailable'
  | 'output_limit'
  | 'internal';

const MESSAGES: Readonly<Record<ModelErrorCode, string>> = {
  model_unauthorized: 'The model service refused the credential of this server. Its operator must check it.',
  deployment_not_found: 'The model deployment does not exist. The operator must check its name.',
  rate_limited: 'The model is busy: its rate limit is used up. Try again later.',
  content_filter: 'The content filter of the model service stopped this message or its answer.',
  context_length: 'This conversation is too long for the model. Start a new chat.',
  model_unavailable: 'The model service cannot be reached or stopped answering. Try again.',
  output_limit: 'The model reached its output limit before it wrote anything. Ask for less at once.',
  internal: 'The model service refused the request of this server.',
};

/** Thrown by a model adapter. Its message is fixed text: never a prompt, a token or the service's own words. */
export class ModelError extends Error {
  /** How long to wait, where the service said so. Milliseconds. */
  readonly retryAfterMs?: number;
  /** Request id of the model service. */
  readonly correlationId?: string;
  /** For `content_filter`: whether the person's message or the answer was stopped. */
  readonly filtered?: 'prompt' | 'answer';
  /** Name, or place in the list, of a tool whose definition the service refused. */
  readonly refusedTool?: string | number;
  /** True where the service cannot read the opaque state of an earlier answer: another resource made it. */
  readonly refusedReasoning?: true;

  constructor(
    readonly code: ModelErrorCode,
    details: Pick<
      ModelError,
      'retryAfterMs' | 'correlationId' | 'filtered' | 'refusedTool' | 'refusedReasoning'
    > & {
      cause?: unknown;
    } = {},
  ) {
    super(MESSAGES[code], { cause: details.cause });
    this.name = 'ModelError';
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.correlationId) this.correlationId = details.correlationId;
    if (details.filtered) this.filtered = details.filtered;
    if (details.refusedTool !== undefined) this.refusedTool = details.refusedTool;
    if (details.refusedReasoning) this.refusedReasoning = true;
  }
}

/** Anything an adapter may meet -> `ModelError`. `headers` are those of the response, where one had begun. */
export function toModelError(error: unknown, headers?: Headers): ModelError {
  const known = ownCause(error);
  if (known) return known;
  if (!(error instanceof OpenAI.APIError)) return new ModelError('model_unavailable', { cause: error });
  const from = error.headers ?? headers;
  const correlationId = correlation(from) ?? error.requestID ?? undefined;
  const retryAfterMs = waitOf(from);
  const refusedTool = refusedToolOf(error);
  return new ModelError(codeOf(error), {
    cause: error,
    ...(correlationId ? { correlationId } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(refusedTool === undefined ? {} : { refusedTool }),
    ...(refusesReasoning(error) ? { refusedReasoning: true } : {}),
    ...(codeOf(error) === 'content_filter' ? { filtered: error.status === 400 ? 'prompt' : 'answer' } : {}),
  });
}

/** The SDK wraps what a token callback throws; ours is found again through the causes. */
function ownCause(error: unknown): ModelError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (at instanceof ModelError) return at;
  return undefined;
}

function codeOf(error: InstanceType<typeof OpenAI.APIError>): ModelErrorCode {
  const named = codeOfName(error.code ?? error.type ?? '');
  if (named) return named;
  if (error.status === 401 || error.status === 403) return 'model_unauthorized';
  if (error.status === 404) return 'deployment_not_found';
  if (error.status === 413) return 'context_length';
  if (error.status === 429) return 'rate_limited';
  if (error.status === undefined || error.status === 408 || error.status >= 500) return 'model_unavailable';
  return 'internal';
}

/** The service says so by a code, or in words only. */
function refusesReasoning({ status, code, message }: InstanceType<typeof OpenAI.APIError>): boolean {
  return status === 400 && (code === 'invalid_encrypted_content' || /encrypted[ _]content/i.test(message));
}

/** A refused definition is named in `param` (`tools[3].parameters`) or in the message (`Invalid schema for function 'x'`). */
function refusedToolOf({
  status,
  param,
  message,
}: InstanceType<typeof OpenAI.APIError>): string | number | undefined {
  if (status !== 400) return undefined;
  const name = /(?:function|tool)s? '([\w-]{1,64})'/i.exec(message)?.[1];
  const place = /^tools\[(\d+)\]/.exec(param ?? '')?.[1];
  return name ?? (place === undefined ? undefined : Number(place));
}

/** Error names that Azure OpenAI puts into bodies and frames -> our code. */
export function codeOfName(name: string): ModelErrorCode | undefined {
  if (/content_filter|ResponsibleAI/i.test(name)) return 'content_filter';
  if (/context_length|string_above_max_length/i.test(name)) return 'context_length';
  if (/rate_limit|too_many_requests|insufficient_quota|^429$/i.test(name)) return 'rate_limited';
  if (/DeploymentNotFound|model_not_found/i.test(name)) return 'deployment_not_found';
  return undefined;
}

/** Azure names the request in `apim-request-id`, OpenAI in `x-request-id`. */
export function correlation(headers: Headers | undefined): string | undefined {
  return headers?.get('apim-request-id') ?? headers?.get('x-request-id') ?? undefined;
}

/** Milliseconds of `retry-after-ms` or `Retry-After` (seconds or a date). */
export function waitOf(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  return retryAfterMs(headers);
}
