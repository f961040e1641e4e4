/** What a refusal says beside its status, for example RFC 9457 problem details. */
export interface RefusalProblem {
  readonly status: number;
  readonly title?: string;
  readonly detail?: string;
}

/** A JSON-RPC error response. */
export interface JsonRpcRefusal {
  readonly jsonrpc: '2.0';
  readonly id: string | number;
  readonly error: { readonly code: number; readonly message: string; readonly data: object };
}

/** JSON-RPC code of a request that was refused over HTTP; of the range that is left to servers, and no SDK's own code. */
const REFUSED = -32003;
const REFUSALS = new Set([401, 403, 429, 503]);

/**
 * The body of an HTTP refusal (401, 403, 429, 503) in a form that clients of both kinds can read: the problem's own
 * members, and a JSON-RPC error with the id of the refused request. Clients that look for one of the two end their
 * session over the other. To be sent as `application/json`.
 *
 * @returns `undefined` where the refused request has no JSON-RPC id, or the status is another one
 * @example
 * const body = jsonRpcRefusal(request.body, problem) ?? problem;
 */
export function jsonRpcRefusal<P extends RefusalProblem>(
  request: unknown,
  problem: P,
): (P & JsonRpcRefusal) | undefined {
  const { id } = (request ?? {}) as { readonly id?: unknown };
  if (!REFUSALS.has(problem.status) || (typeof id !== 'string' && typeof id !== 'number')) return undefined;
  const message = problem.detail ?? problem.title ?? `Refused with HTTP status ${problem.status}`;
  return { jsonrpc: '2.0', id, error: { code: REFUSED, message, data: problem }, ...problem };
}
