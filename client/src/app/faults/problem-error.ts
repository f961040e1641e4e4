import { HttpErrorResponse } from '@angular/common/http';

import type { Problem } from '#libs/contract';

import { SignInFault } from '../auth/sign-in-fault.js';
import type { Fault } from './fault.js';

type Known = Partial<Problem> & {
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds?: number;
};

/** The API refused: an RFC 9457 problem, or `connection_lost`/`http_<status>` where there was none. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Known,
    options?: ErrorOptions,
  ) {
    super(problem.code, options);
    this.name = 'ProblemError';
  }

  /** From a refusal that `fetch` returned. */
  static async from(response: Response): Promise<ProblemError> {
    const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
    return refusal(response.status, body, response.headers.get('retry-after'));
  }
}

/**
 * Puts anything that was thrown, by `fetch`, HttpClient or a sign-in, into the one shape that is put into words. `now`
 * is milliseconds since the epoch.
 */
export function faultOf(cause: unknown, now: number): Fault {
  if (cause instanceof HttpErrorResponse) {
    if (cause.status === 0) return unreachable();
    const body = cause.error as Partial<Problem> | null;
    return faultOf(refusal(cause.status, body, cause.headers.get('retry-after')), now);
  }
  if (cause instanceof ProblemError) {
    const { code, detail, traceId, correlationId, entraCode, retryAfterSeconds } = cause.problem;
    const id = correlationId ?? traceId;
    return {
      code,
      ...(detail === undefined ? {} : { detail }),
      ...(id === undefined ? {} : { id }),
      ...(entraCode === undefined ? {} : { entraCode }),
      ...(retryAfterSeconds === undefined ? {} : { retryAt: now + retryAfterSeconds * 1000 }),
    };
  }
  if (cause instanceof SignInFault)
    return { code: cause.code, ...(cause.entraCode === undefined ? {} : { entraCode: cause.entraCode }) };
  // fetch throws a TypeError when nobody answers.
  if (cause instanceof TypeError) return unreachable();
  return { code: 'internal', detail: cause instanceof Error ? cause.message : String(cause) };
}

function unreachable(): Fault {
  return { code: navigator.onLine ? 'connection_lost' : 'offline' };
}

/** `retryAfter` is the header of that name, of which only the form in seconds is understood. */
function refusal(status: number, body: Partial<Problem> | null, retryAfter: string | null): ProblemError {
  const seconds = Number(retryAfter ?? Number.NaN);
  return new ProblemError({
    ...body,
    code: body?.code ?? `http_${status}`,
    status,
    ...(Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {}),
  });
}
