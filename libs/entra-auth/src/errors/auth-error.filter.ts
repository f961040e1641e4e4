import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { AuthError } from './auth.error.js';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/**
 * Answers an {@link AuthError} as RFC 9457 problem details with its `WWW-Authenticate` and `Retry-After`
 * headers, on Fastify and Express. For apps that have no problem filter of their own.
 *
 * @example
 * providers: [{ provide: APP_FILTER, useClass: AuthErrorFilter }]
 */
@Catch(AuthError)
export class AuthErrorFilter implements ExceptionFilter<AuthError> {
  catch(error: AuthError, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    reply.status(error.status).header('content-type', 'application/problem+json');
    if (error.challenge !== undefined) reply.header('www-authenticate', error.challenge);
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
    reply.send(JSON.stringify(problemOf(error)));
  }
}

function problemOf(error: AuthError): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: TITLES[error.status] ?? 'Refused',
    status: error.status,
    detail: error.detail,
    code: error.code,
    scopes: error.scopes,
    claims: error.claims,
  };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  503: 'Service Unavailable',
};
