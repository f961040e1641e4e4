import { type LoggerService, ValidationPipe, type ValidationError } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Challenges, RequestAuthenticator } from '#libs/entra-auth';
import type { DocumentNetwork } from '#libs/oauth-proxy';
import { AppModule } from './app.module.js';
import { useRequestTrace } from './audit/request-trace.js';
import { useApiDocs } from './http/api-docs.js';
import { useBrowserClient } from './http/browser-client.js';
import { corsOptions } from './http/cors.js';
import { ErrorTranslator } from './http/error-translator.js';
import { ProblemDetailsFilter } from './http/problem-details.filter.js';
import { FieldError } from './http/problem.js';
import { acceptEmptyJson, answerClientError, answerFrameworkError } from './http/parsing.js';
import { MAX_BODY, MAX_HEADERS, useRequestLimits } from './http/request-limits.js';
import { useRequestLog } from './http/request-log.js';
import { useSecurityHeaders } from './http/security-headers.js';
import { traceIdOf } from './http/trace-id.js';
import type { Settings } from './settings/settings.js';

/** What differs between the command line and a test. */
export interface CreateAppOptions {
  readonly logger?: LoggerService | false;
  /** Folder of the built browser client. */
  readonly clientDirectory: string;
  /** Where the OAuth proxy fetches clients' documents; default: the internet. */
  readonly documentNetwork?: DocumentNetwork;
}

/** Addresses that standards or clients fix: MCP, discovery, OAuth, and the link that people open for a consent. */
const OUTSIDE_API = [
  'mcp',
  '.well-known/*path',
  'authorize',
  'token',
  'register',
  'oauth/*path',
  'connect/*path',
];

/** Builds the whole server out of its settings, ready to listen. Nothing below this line reads the environment. */
export async function createApp(
  settings: Settings,
  options: CreateAppOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY,
    http: { maxHeaderSize: MAX_HEADERS, requestTimeout: 30_000 },
    requestTimeout: 30_000,
    genReqId: traceIdOf,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, options),
    adapter,
    {
      ...(options.logger === undefined ? {} : { logger: options.logger }),
      abortOnError: false,
    },
  );
  configure(app, settings);
  acceptEmptyJson(app);
  await useSecurityHeaders(app, {
    publicUrl: settings.PUBLIC_URL,
    authorityHost: settings.ENTRA_AUTHORITY_HOST,
  });
  useRequestLimits(app);
  useRequestTrace(app);
  useRequestLog(app);
  useApiDocs(app, {
    publicUrl: settings.PUBLIC_URL,
    authorityHost: settings.ENTRA_AUTHORITY_HOST,
    tenantId: settings.TENANT_ID,
    clientId: settings.SPA_CLIENT_ID,
    scope: `${settings.API_APP_ID_URI}/${settings.REQUIRED_SCOPE}`,
  });
  await useBrowserClient(app, {
    directory: options.clientDirectory,
    authorityHost: settings.ENTRA_AUTHORITY_HOST,
  });
  return app;
}

function configure(app: NestFastifyApplication, settings: Settings): void {
  app.setGlobalPrefix('api', { exclude: OUTSIDE_API });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true, exceptionFactory: fieldError }));
  app.useGlobalFilters(
    new ProblemDetailsFilter(
      new ErrorTranslator({ requests: app.get(RequestAuthenticator), challenges: app.get(Challenges) }),
    ),
  );
  app.enableCors(corsOptions(settings.CORS_ORIGINS));
}

function fieldError(errors: ValidationError[]): FieldError {
  return new FieldError(errors.flatMap((error) => fieldsOf(error, '')));
}

function fieldsOf(error: ValidationError, prefix: string): { field: string; message: string }[] {
  const field = `${prefix}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, `${field}.`))];
}
