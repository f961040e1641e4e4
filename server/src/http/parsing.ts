import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problem-details.filter.js';
import { fromStatus, problemOf } from './problem.js';
import { MAX_BODY } from './request-limits.js';

/** Many clients name a JSON body on every request, also where there is none: no body is then no fault. */
export function acceptEmptyJson(app: NestFastifyApplication): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'ignore');
  app.useBodyParser(
    'application/json',
    { bodyLimit: MAX_BODY, parseAs: 'string' } as never,
    (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      else void parse(request as FastifyRequest, body.toString(), done);
    },
  );
}

/** An address that cannot even be read. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(reply, fromStatus(error.statusCode ?? 400), request);
}

/** What Node refuses before there is a request: headers beyond all measure, broken HTTP, a request that never ends. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy(error);
    return;
  }
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const body = JSON.stringify(problemOf(fromStatus(status), '/', randomBytes(16).toString('hex')));
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
