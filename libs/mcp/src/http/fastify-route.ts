import type { FastifyInstance } from 'fastify';
import { BODY_FAULT, type BodyFault } from './http-call.js';

/** Route config that marks the endpoint. */
export const MCP_ROUTE = { toriiMcp: true } as const;
/** Route config that marks the discovery documents. */
export const METADATA_ROUTE = { toriiMcpMetadata: true } as const;

const FAULTS: Readonly<Record<string, BodyFault>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'not_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'not_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'not_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type',
};

/**
 * Fits our routes on Fastify. The endpoint has its own body limit, and bodies that cannot be read still reach the guards
 * and the endpoint, which answers them in JSON-RPC. A trailing slash makes no difference, as clients add one when they
 * build URLs. Must be called before Nest registers its routes.
 */
export function fitFastifyRoute(fastify: FastifyInstance, bodyLimit: number): void {
  fastify.addHook('onRoute', (route) => {
    const config = (route.config ?? {}) as Partial<typeof MCP_ROUTE & typeof METADATA_ROUTE>;
    if (config.toriiMcp !== true && config.toriiMcpMetadata !== true) return;
    if (!route.url.endsWith('/') && route.method !== 'HEAD')
      fastify.route({ ...route, url: `${route.url}/` });
    if (config.toriiMcp !== true) return;
    route.bodyLimit = bodyLimit;
    route.errorHandler = function (error, request, reply) {
      const fault = FAULTS[error.code] ?? (error instanceof SyntaxError ? 'not_json' : undefined);
      if (fault === undefined) throw error;
      // The rest of a body that is too large is never read, so its connection cannot serve another request.
      if (fault === 'too_large') void reply.header('connection', 'close');
      Object.assign(request.raw, { [BODY_FAULT]: fault });
      return route.handler.call(this, request, reply) as unknown;
    };
  });
}
