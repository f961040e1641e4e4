import { AsyncLocalStorage } from 'node:async_hooks';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const traces = new AsyncLocalStorage<string>();

/** Everything that a request sets going knows the request's trace id, a run that goes on after it included. */
export function useRequestTrace(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => traces.run(request.id, done));
}

/** Trace id of the request that the running code belongs to, where there is one. */
export function currentTraceId(): string | undefined {
  return traces.getStore();
}
