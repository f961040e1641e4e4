import { HttpErrorResponse } from '@angular/common/http';

import type { Problem } from '#libs/contract';

import type { ChatFault } from './conversation.js';
import { faultOf, ProblemError } from './problem-error.js';

/** What HttpClient threw, in the one shape that is put into words. `now` is milliseconds since the epoch. */
export function httpFault(cause: unknown, now: number): ChatFault {
  if (!(cause instanceof HttpErrorResponse)) return faultOf(cause, now);
  if (cause.status === 0) return { code: navigator.onLine ? 'connection_lost' : 'offline' };
  const body = (cause.error ?? {}) as Partial<Problem>;
  const retryAfter = Number(cause.headers.get('retry-after') ?? Number.NaN);
  return faultOf(
    new ProblemError({
      ...body,
      code: body.code ?? `http_${cause.status}`,
      status: cause.status,
      ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
    }),
    now,
  );
}
