import type { Problem } from '#libs/contract';

import { SignInFault } from '../auth/sign-in-fault.js';
import type { ChatFault } from './conversation.js';

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

  static async from(response: Response): Promise<ProblemError> {
    const body = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return new ProblemError({
      ...body,
      code: body.code ?? `http_${response.status}`,
      status: response.status,
      ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
    });
  }
}

/** Puts anything that was thrown into the one shape the transcript shows. `now` is milliseconds since the epoch. */
export function faultOf(cause: unknown, now: number): ChatFault {
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
  if (cause instanceof TypeError) return { code: navigator.onLine ? 'connection_lost' : 'offline' };
  return { code: 'internal', detail: cause instanceof Error ? cause.message : String(cause) };
}
