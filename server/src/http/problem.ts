import { HttpException } from '@nestjs/common';
import type { Problem } from '#libs/contract';

/** What an error may carry to become a problem: `AuthError`, `OboError` and the product's own errors do. */
export interface ProblemSource {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly detail?: string;
  /** Value for `WWW-Authenticate`. */
  readonly challenge?: string;
  readonly retryAfterSeconds?: number;
  readonly entraCode?: string;
  readonly correlationId?: string;
  readonly scopes?: readonly string[];
  readonly claims?: string;
  readonly errors?: Problem['errors'];
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timeout',
  409: 'Conflict',
  413: 'Payload too large',
  414: 'URI too long',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
};

const CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  409: 'conflict',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'header_too_large',
  408: 'request_timeout',
};

const DETAILS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read: check that its body is valid JSON.',
  404: 'There is nothing at this address.',
  413: 'The request body is larger than this server accepts (1 MiB).',
  415: 'Send the body as application/json.',
};

/** A request that names a field the server cannot use. Becomes a 400 problem with one entry per field. */
export class FieldError extends Error implements ProblemSource {
  readonly code = 'validation_failed';
  readonly status = 400;

  constructor(readonly errors: NonNullable<Problem['errors']>) {
    super('The request has fields that are not valid.');
  }
}

function isProblemSource(error: unknown): error is ProblemSource {
  if (!(error instanceof Error)) return false;
  const { code, status } = error as unknown as Record<string, unknown>;
  return typeof code === 'string' && typeof status === 'number' && status >= 400 && status < 600;
}

/**
 * Reads any thrown value as the source of a problem. What nobody meant for a caller (a bug, a library's error)
 * becomes a bare 500 `internal`: its message stays in the log.
 */
export function problemSourceOf(error: unknown): ProblemSource {
  if (isProblemSource(error)) return error;
  if (error instanceof HttpException) return fromHttpException(error);
  return fromStatus(500);
}

/** Nest's own exceptions say a status; those of the libraries (an MCP scope challenge) carry the facts as well. */
function fromHttpException(error: HttpException): ProblemSource {
  const { code, detail, challenge, retryAfterSeconds, entraCode, correlationId, scopes, claims } =
    error as unknown as Partial<ProblemSource>;
  const status = error.getStatus();
  if (typeof code !== 'string') return fromStatus(status);
  const message = detail ?? '';
  return { code, status, message, challenge, retryAfterSeconds, entraCode, correlationId, scopes, claims };
}

/** A problem that says no more than an HTTP status does. */
export function fromStatus(status: number): ProblemSource {
  return {
    code: CODES[status] ?? (status >= 500 ? 'internal' : 'bad_request'),
    status,
    message: DETAILS[status] ?? '',
  };
}

/**
 * Builds the body of RFC 9457.
 * @param path path of the request without its query, which may hold what must not be repeated.
 */
export function problemOf(source: ProblemSource, path: string, traceId: string): Problem {
  const { code, status, entraCode, correlationId, scopes, claims, errors } = source;
  const detail = source.detail ?? source.message;
  return {
    type: `urn:torii:problem:${code}`,
    title: TITLES[status] ?? 'Error',
    status,
    ...(detail ? { detail } : {}),
    instance: path,
    code,
    traceId,
    ...(entraCode ? { entraCode } : {}),
    ...(correlationId ? { correlationId } : {}),
    ...(scopes?.length ? { scopes } : {}),
    ...(claims ? { claims } : {}),
    ...(errors ? { errors } : {}),
  };
}
