import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonRpcRefusal } from '#libs/mcp';
import { AuthError } from '#libs/entra-auth';
import { productMetrics } from '../telemetry/product-metrics.js';
import { type ProblemSource, problemOf, problemSourceOf } from './problem.js';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Turns an error into the one that the caller is to hear (for example a claims challenge). */
export interface TranslatesErrors {
  translate(error: unknown, request: FastifyRequest): Promise<unknown>;
}

/**
 * The one place where errors become HTTP answers: RFC 9457 `application/problem+json`, with the challenge of
 * RFC 6750 and `Retry-After` where the error carries them. Only what nobody meant is logged, once, with its trace id.
 */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');
  readonly #translator: TranslatesErrors;

  constructor(translator: TranslatesErrors) {
    this.#translator = translator;
  }

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof AuthError) productMetrics().refusals.add(1, { reason: error.failure });
    const source = problemSourceOf(await this.#translator.translate(error, request));
    if (source.status === 500)
      this.#logger.error({ traceId: request.id, message: 'unexpected error', error: stackOf(error) });
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    sendProblem(reply, source, request);
  }
}

/** Writes a problem to a reply that has not been started. */
export function sendProblem(reply: FastifyReply, source: ProblemSource, request: FastifyRequest): void {
  if (source.challenge) void reply.header('www-authenticate', source.challenge);
  if (source.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', String(Math.max(1, Math.ceil(source.retryAfterSeconds))));
  }
  const problem = problemOf(source, pathOf(request), request.id);
  const refusal = request.url.startsWith('/mcp') ? jsonRpcRefusal(request.body, problem) : undefined;
  void reply
    .status(source.status)
    .header('content-type', refusal === undefined ? PROBLEM_JSON : 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(refusal ?? problem));
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '/').slice(0, 512);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
