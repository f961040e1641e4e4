import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/**
 * One line per API request: method, route pattern, status, milliseconds, trace id. Never the address itself, whose
 * query may hold what does not belong into a log. MCP calls write their own audit line.
 */
export function useRequestLog(app: NestFastifyApplication): void {
  const logger = new Logger('Request');
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      if (isLogged(request)) {
        logger.log({
          traceId: request.id,
          method: request.method,
          route: request.routeOptions.url ?? 'unknown',
          status: reply.raw.statusCode,
          ms: Math.round(reply.elapsedTime),
        });
      }
      done();
    });
}

function isLogged(request: FastifyRequest): boolean {
  return (
    request.url.startsWith('/api/') &&
    !request.url.startsWith('/api/health') &&
    !request.url.startsWith('/api/docs')
  );
}
