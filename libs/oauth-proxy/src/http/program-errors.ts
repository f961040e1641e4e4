import { HttpException, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthorityError } from '../entra/authority-fault.js';
import { type Answer, jsonAnswer } from '../http-answer.js';
import { OAuthError } from '../oauth-error.js';

/** Turns what an endpoint for programs threw into RFC 6749 section 5.2, and logs what is not the client's fault. */
@Injectable()
export class ProgramErrors {
  readonly #logger = new Logger('OAuthProxy');

  /** @throws HttpException where the framework answers better */
  answer(error: unknown, request: FastifyRequest): Answer {
    if (error instanceof HttpException) throw error;
    const known = error instanceof OAuthError ? error : undefined;
    if (known === undefined)
      this.#logger.error({ message: 'unexpected error', traceId: request.id, error: stackOf(error) });
    const refusal = known ?? new OAuthError('server_error', 'The server could not finish the request.');
    if (refusal.status >= 500) this.#note(refusal, request.id);
    const { retryAfterSeconds, basic } = refusal.details;
    return jsonAnswer(
      refusal.status,
      { error: refusal.code, error_description: refusal.message, trace_id: request.id },
      {
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
        ...(basic === true ? { 'www-authenticate': 'Basic realm="token", charset="UTF-8"' } : {}),
      },
    );
  }

  #note({ code, details: { cause } }: OAuthError, traceId: string): void {
    const facts = cause instanceof AuthorityError ? cause.facts : {};
    this.#logger.warn({ message: `token endpoint: ${code}`, traceId, ...facts });
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
