import type { FastifyInstance } from 'fastify';

/** Route config of an endpoint for programs: its answers are JSON of RFC 6749 also where the body cannot be read. */
export interface ProgramRoute {
  readonly oauthProxy: { readonly maxBodyBytes: number };
}

/** Mark on a request whose body could not be read. */
export const BODY_FAULT = Symbol('oauthProxyBodyFault');

/** Why a body could not be read. */
export type BodyFault = 'media_type' | 'too_large' | 'malformed';

const FAULTS: Readonly<Record<string, BodyFault>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
};

/**
 * Gives our routes their own limits, and lets bodies that cannot be read still reach the endpoint, which answers in
 * its own format. Has to be called before Nest registers its routes.
 */
export function fitFastifyRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const config = route.config as Partial<ProgramRoute> | undefined;
    if (config?.oauthProxy === undefined) return;
    route.bodyLimit = config.oauthProxy.maxBodyBytes;
    route.errorHandler = function (error, request, reply) {
      const fault = FAULTS[error.code] ?? (error instanceof SyntaxError ? 'malformed' : undefined);
      if (fault === undefined) throw error;
      // The rest of a body that is too large is never read, so its connection cannot serve another request.
      if (fault === 'too_large') void reply.header('connection', 'close');
      Object.assign(request.raw, { [BODY_FAULT]: fault });
      return route.handler.call(this, request, reply) as unknown;
    };
  });
}
