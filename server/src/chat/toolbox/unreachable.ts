import { OboError } from '#libs/obo';

/** A short reason out of a fixed list: a foreign server's words, or a token's, must not get into events. */
export function reasonOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, status, name } = at as Error & { code?: unknown; status?: unknown };
    if (at instanceof OboError) return at.code;
    if (code === 'response_too_large' || code === 'foreign_host') return code;
    if (status === 401 || status === 403 || name === 'UnauthorizedError') return 'unauthorized';
    if (code === 'REQUEST_TIMEOUT' || name === 'TimeoutError') return 'timeout';
    if (typeof status === 'number') return `http_${status}`;
  }
  return 'unreachable';
}
