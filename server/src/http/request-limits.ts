import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sendProblem } from './problem-details.filter.js';
import { fromStatus } from './problem.js';

/** Longest address that is read, in characters; no route of the product comes near it. */
const MAX_URL = 4096;
/** Largest request body, in bytes. */
export const MAX_BODY = 1024 * 1024;
/** Largest header block, in bytes: a token of 15 KiB and its company. */
export const MAX_HEADERS = 28 * 1024;

/** Refuses addresses that are too long (414) before anything is parsed. */
export function useRequestLimits(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (request.url.length > MAX_URL) sendProblem(reply, fromStatus(414), request);
      else done();
    });
}
