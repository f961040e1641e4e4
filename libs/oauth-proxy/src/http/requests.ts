import type { FastifyReply, FastifyRequest } from 'fastify';
import { Parameters } from '../authorize/parameters.js';
import type { BrowserRequest } from '../authorize/browser-request.js';
import type { Answer } from '../http-answer.js';
import { OAuthError, type OAuthErrorCode } from '../oauth-error.js';
import { BODY_FAULT, type BodyFault } from './fastify-routes.js';

/** What the endpoints for browsers need of a request. */
export function browserRequest(request: FastifyRequest): BrowserRequest {
  return { url: request.url, headers: request.headers, reference: request.id };
}

/** Why the body could not be read, where it could not. */
export function bodyFault(request: FastifyRequest): BodyFault | undefined {
  return (request.raw as { readonly [BODY_FAULT]?: BodyFault })[BODY_FAULT];
}

/** Parameters of a form body; Fastify's parser has made an object of it, with lists for what stands twice. */
export function formOf(request: FastifyRequest): Parameters | undefined {
  const type = request.headers['content-type']?.toLowerCase() ?? '';
  const { body } = request;
  if (!type.startsWith('application/x-www-form-urlencoded') || typeof body !== 'object') return undefined;
  return new Parameters(
    Object.entries(body ?? {}).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)] as const),
    ),
  );
}

/** Refuses a body that could not be read. @throws OAuthError */
export function refuseUnreadable(request: FastifyRequest, wanted: string, code: OAuthErrorCode): void {
  const fault = bodyFault(request);
  if (fault === 'too_large') throw new OAuthError(code, 'The body is too large.');
  if (fault !== undefined) throw new OAuthError(code, `The body has to be ${wanted}.`);
}

/** Writes an answer; what is sent back by `return` is the body. */
export function send(reply: FastifyReply, { status, headers, body }: Answer): string {
  void reply.status(status);
  for (const [name, value] of Object.entries(headers)) {
    void reply.header(name, typeof value === 'string' ? value : [...value]);
  }
  return body;
}
