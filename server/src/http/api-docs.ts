import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { docsPolicy } from './security-headers.js';

/** What Swagger UI needs to sign a developer in. */
export interface ApiDocsOptions {
  readonly publicUrl: string;
  readonly authorityHost: string;
  readonly tenantId: string;
  /** Client id of the browser client's registration; without it *Authorize* asks for one. */
  readonly clientId?: string;
  /** Fully qualified scope of the API. */
  readonly scope: string;
}

/** Serves OpenAPI at `/api/docs-json` and Swagger UI at `/api/docs`, whose *Authorize* is code + PKCE at the authority. */
export function useApiDocs(app: NestFastifyApplication, options: ApiDocsOptions): void {
  const { publicUrl, authorityHost, tenantId, clientId, scope } = options;
  const endpoint = `${authorityHost}/${tenantId}/oauth2/v2.0`;
  const config = new DocumentBuilder()
    .setTitle('Torii')
    .setDescription(
      'Use AI tools as yourself: identity, on-behalf-of exchange, chat. Errors are RFC 9457 problems.',
    )
    .setVersion('0.1')
    .addOAuth2(
      {
        type: 'oauth2',
        description: 'Sign in with Microsoft Entra ID (authorization code with PKCE).',
        flows: {
          authorizationCode: {
            authorizationUrl: `${endpoint}/authorize`,
            tokenUrl: `${endpoint}/token`,
            scopes: { [scope]: 'Use the API as the signed-in user' },
          },
        },
      },
      'bearer',
    )
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/docs-json',
    yamlDocumentUrl: 'api/docs-yaml',
    customSiteTitle: 'Torii API',
    swaggerOptions: {
      oauth2RedirectUrl: `${publicUrl}/api/docs/oauth2-redirect.html`,
      initOAuth: { clientId, usePkceWithAuthorizationCodeGrant: true, scopes: [scope] },
    },
  });
  relaxPolicy(app, authorityHost);
}

/**
 * Swagger UI cannot do without inline styles; its scripts are files. Its sign-in window travels over the
 * authority and reports to its opener, which a same-origin opener policy would have cut off.
 */
function relaxPolicy(app: NestFastifyApplication, authorityHost: string): void {
  const policy = docsPolicy(authorityHost);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      if (/^\/api\/docs(\/|$|\?)/.test(request.url)) {
        const opener = request.url.includes('/oauth2-redirect') ? 'unsafe-none' : 'same-origin-allow-popups';
        void reply.header('content-security-policy', policy).header('cross-origin-opener-policy', opener);
      }
      done(null, payload);
    });
}
