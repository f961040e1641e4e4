import { LONGEST_REPEATED } from './allow-list.js';
import { OboError } from './errors/obo.error.js';
import type { ExchangedToken, ExchangeRequest, UserAssertion } from './exchange.types.js';

/**
 * One exchange, for an audit: whose it was, what for, and how it ended. Holds no token.
 * @example
 * onExchange: ({ user, audience, outcome }: ExchangeEvent) => audit.write({ who: user.oid, audience, outcome })
 */
export interface ExchangeEvent {
  /** The object that `exchange` was called with; its `token` is not for the audit. */
  readonly user: UserAssertion;
  /** Resource that was asked for, where one was and it is of the length of one. */
  readonly resource?: string;
  /** Scopes of the token; of a refusal those that were asked for. */
  readonly scopes: readonly string[];
  /** `aud` of the token. */
  readonly audience?: string;
  readonly outcome: 'ok' | 'error';
  /** Code of the {@link OboError}, and Entra's own number. */
  readonly code?: string;
  readonly entraCode?: string;
  /** Correlation id of the request to Entra; of a cached token, the one that it was acquired with. */
  readonly correlationId?: string;
  readonly fromCache: boolean;
  /** Milliseconds. */
  readonly ms: number;
}

/** Runs an exchange and reports how it ended; what the reporter does never changes the result. */
export async function reported(
  report: ((event: ExchangeEvent) => void) | undefined,
  user: UserAssertion,
  request: ExchangeRequest,
  work: () => Promise<ExchangedToken>,
): Promise<ExchangedToken> {
  if (report === undefined) return work();
  const started = performance.now();
  const facts = () => ({
    user,
    ...(isNamed(request.resource) ? { resource: request.resource } : {}),
    ms: performance.now() - started,
  });
  try {
    const token = await work();
    const { audience, scopes, correlationId, fromCache } = token;
    report({ ...facts(), audience, scopes, outcome: 'ok', correlationId, fromCache });
    return token;
  } catch (error) {
    const { code, entraCode, correlationId }: Partial<OboError> = error instanceof OboError ? error : {};
    const refused = { scopes: request.scopes ?? [], outcome: 'error', fromCache: false } as const;
    report({
      ...facts(),
      ...refused,
      code: code ?? (request.signal?.aborted === true ? 'aborted' : 'internal'),
      entraCode,
      correlationId,
    });
    throw error;
  }
}

function isNamed(resource: unknown): resource is string {
  return typeof resource === 'string' && resource.length <= LONGEST_REPEATED;
}
