/** Errors as Graph words them. Source: https://learn.microsoft.com/graph/errors */
import { randomUUID } from 'node:crypto';

/** A refusal; the handler writes it. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** 404 for an object that does not exist, or not yet. */
export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id.slice(0, 120)}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** 400 for a request that breaks a rule. */
export function badRequest(message: string, code = 'Request_BadRequest'): GraphError {
  return new GraphError(400, code, message);
}

/** 403 for a permission or a role that is missing. */
export function denied(): GraphError {
  return new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** 405 for a method that the address does not have. */
export function wrongMethod(): GraphError {
  return new GraphError(
    405,
    'Request_BadRequest',
    'Specified HTTP method is not allowed for the request target.',
  );
}

/** The refusal as response; `now` in milliseconds. */
export function errorAnswer(error: GraphError, now: number): Response {
  const id = randomUUID();
  const date = new Date(now).toISOString().slice(0, 19);
  const innerError = { date, 'request-id': id, 'client-request-id': id };
  const { code, headers, message, status } = error;
  return Response.json({ error: { code, message, innerError } }, { status, headers });
}
