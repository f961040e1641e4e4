/**
 * Entra's error answers: an OAuth 2.0 error object (RFC 6749 section 5.2) with error_codes, trace id,
 * correlation id, suberror and claims.
 */
import { randomUUID } from 'node:crypto';
import { AADSTS } from './aadsts-catalogue.js';

/** What a throw site may say beyond the number. */
export interface AadstsDetail {
  /** Sentence instead of the catalogue's. Never holds a secret or a token. */
  readonly text?: string;
  /** OAuth error instead of the catalogue's. */
  readonly error?: string;
  readonly suberror?: string;
  /** Claims request as JSON text. */
  readonly claims?: string;
  readonly status?: number;
  readonly retryAfterSeconds?: number;
}

/** A refusal of the local Entra, known by its AADSTS number. */
export class AadstsError extends Error {
  readonly code: string;
  readonly error: string;
  readonly status: number;

  constructor(
    readonly aadsts: number,
    readonly detail: AadstsDetail = {},
  ) {
    super(detail.text ?? AADSTS[aadsts]?.text ?? 'The request was refused.');
    this.code = `AADSTS${aadsts}`;
    this.error = detail.error ?? AADSTS[aadsts]?.error ?? 'invalid_request';
    this.status = detail.status ?? AADSTS[aadsts]?.status ?? 400;
  }

  get suberror(): string | undefined {
    return this.detail.suberror ?? AADSTS[this.aadsts]?.suberror;
  }
}

/** The ids that Entra prints below every error, so that support can find the request. */
export interface TraceIds {
  readonly traceId: string;
  readonly correlationId: string;
  /** `YYYY-MM-DD HH:MM:SSZ`. */
  readonly timestamp: string;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids of one request; the correlation id echoes `client-request-id`, where that is a GUID. */
export function traceIds(now: number, clientRequestId?: string | null): TraceIds {
  return {
    traceId: randomUUID(),
    correlationId: clientRequestId && GUID.test(clientRequestId) ? clientRequestId : randomUUID(),
    timestamp: `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`,
  };
}

/** The sentence that `error_description` carries. */
export function describe(error: AadstsError, ids: TraceIds): string {
  return `${error.code}: ${error.message} Trace ID: ${ids.traceId} Correlation ID: ${ids.correlationId} Timestamp: ${ids.timestamp}`;
}

/** The error as the token endpoint answers it. */
export function errorResponse(error: AadstsError, ids: TraceIds, errorUri: string): Response {
  const headers = new Headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
  if (error.detail.retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(error.detail.retryAfterSeconds));
  }
  const body = {
    error: error.error,
    error_description: describe(error, ids),
    error_codes: [error.aadsts],
    timestamp: ids.timestamp,
    trace_id: ids.traceId,
    correlation_id: ids.correlationId,
    error_uri: `${errorUri}?code=${error.aadsts}`,
    suberror: error.suberror,
    claims: error.detail.claims,
  };
  return Response.json(body, { status: error.status, headers });
}
