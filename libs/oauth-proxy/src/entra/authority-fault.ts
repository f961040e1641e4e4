import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';

/**
 * What the authority's refusal means here. `refused`: the person's code, refresh token or request; `client`: our own
 * credential or registration; `unavailable`: throttled, down, or not to be understood.
 */
export type AuthorityFaultKind = 'refused' | 'client' | 'unavailable';

/** A refusal of the authority, without any of its text but what is a code. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';

  constructor(
    readonly kind: AuthorityFaultKind,
    readonly facts: AuthorityFacts = {},
    cause?: unknown,
  ) {
    super(`the authority: ${kind} ${facts.error ?? ''} ${facts.aadsts ?? ''}`.trim(), { cause });
  }
}

/** What may be said of a refusal. */
export interface AuthorityFacts {
  /** OAuth error code. */
  readonly error?: string;
  /** For example `AADSTS65001`. */
  readonly aadsts?: string;
  readonly correlationId?: string;
  readonly retryAfterSeconds?: number;
}

const OURS: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client']);
const LATER: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what `openid-client` threw. */
export function authorityFault(error: unknown): AuthorityError {
  if (error instanceof AuthorityError) return error;
  if (error instanceof ResponseBodyError) {
    const facts = { ...bodyFacts(error.error, error.cause), ...retryAfter(error.response) };
    return new AuthorityError(kindOf(error.error, error.status), facts, error);
  }
  if (error instanceof AuthorizationResponseError) {
    const aadsts = aadstsOf(error.error_description);
    return new AuthorityError(kindOf(error.error, 400), {
      error: error.error,
      ...(aadsts === undefined ? {} : { aadsts }),
    });
  }
  const response = error instanceof Error ? error.cause : undefined;
  return new AuthorityError('unavailable', response instanceof Response ? retryAfter(response) : {}, error);
}

/** The `AADSTS` number in a description; the rest of the text is never passed on. */
export function aadstsOf(description: string | null | undefined): string | undefined {
  return /\bAADSTS\d{4,8}\b/.exec(description ?? '')?.[0];
}

function kindOf(error: string, status: number): AuthorityFaultKind {
  if (status === 429 || status >= 500 || LATER.has(error)) return 'unavailable';
  return OURS.has(error) ? 'client' : 'refused';
}

function bodyFacts(error: string, body: Readonly<Record<string, unknown>>): AuthorityFacts {
  const { error_codes: codes, correlation_id: correlationId } = body;
  const [first] = Array.isArray(codes) ? (codes as unknown[]) : [];
  return {
    error: /^[a-z_]{1,60}$/.test(error) ? error : 'unknown',
    ...(typeof first === 'number' ? { aadsts: `AADSTS${String(first)}` } : {}),
    ...(typeof correlationId === 'string' && GUID.test(correlationId) ? { correlationId } : {}),
  };
}

function retryAfter(response: Response): { retryAfterSeconds?: number } {
  const header = response.headers.get('retry-after') ?? '';
  return /^\d{1,5}$/.test(header) ? { retryAfterSeconds: Number(header) } : {};
}
