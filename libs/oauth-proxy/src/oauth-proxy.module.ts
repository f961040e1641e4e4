import { ConfigurableModuleBuilder, Module, type NestModule, type Type } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ConnectLinks } from './connect/connect-links.js';
import { BrowserController } from './http/browser.controller.js';
import { fitFastifyRoutes } from './http/fastify-routes.js';
import { MetadataController } from './http/metadata.controller.js';
import { ProgramController } from './http/program.controller.js';
import { ProgramErrors } from './http/program-errors.js';
import { RegistrationLimit } from './http/registration-limit.js';
import type { OAuthProxyOptions } from './oauth-proxy.options.js';
import { createOAuthProxy, type OAuthProxy } from './oauth-proxy.js';
import { OAUTH_PROXY } from './oauth-proxy.tokens.js';
import { StepUps } from './step-up/step-ups.js';

/**
 * What must be known before the options are: it decides routes.
 * @example
 * OAuthProxyModule.forRootAsync({ inject, useFactory, routeDecorators: [Public()] })
 */
export interface OAuthProxyExtras {
  /** Decorators of the controllers, for example `Public()` where the application has a global guard. */
  readonly routeDecorators?: readonly (ClassDecorator | ((target: Type) => void))[];
  /** False: {@link ConnectLinks} and {@link StepUps} are injected only where the module is imported. Default true. */
  readonly isGlobal?: boolean;
}

const DEFAULTS: OAuthProxyExtras = { routeDecorators: [], isGlobal: true };

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<OAuthProxyOptions>({
  moduleName: 'OAuthProxy',
})
  .setClassMethodName('forRoot')
  .setExtras(DEFAULTS, (definition, { routeDecorators = [], isGlobal }) => {
    const controllers = [MetadataController, ProgramController, BrowserController].map((controller) =>
      decorated(controller, routeDecorators),
    );
    return { ...definition, global: isGlobal, controllers };
  })
  .build();

/**
 * An authorization server for MCP clients in front of Entra, on Fastify: `OAuthProxyModule.forRoot(options)` or
 * `forRootAsync({ inject, useFactory })`. Provides {@link ConnectLinks} and {@link StepUps}.
 * @example
 * @Module({ imports: [OAuthProxyModule.forRoot({ issuer, resource, name, authorityHost, tenantId, clientId, api, keys, clientAuthentication })] })
 * class AppModule {}
 */
@Module({
  providers: [
    { provide: OAUTH_PROXY, inject: [MODULE_OPTIONS_TOKEN], useFactory: createOAuthProxy },
    { provide: ConnectLinks, inject: [OAUTH_PROXY], useFactory: ({ links }: OAuthProxy) => links },
    { provide: StepUps, inject: [OAUTH_PROXY], useFactory: ({ stepUps }: OAuthProxy) => stepUps },
    RegistrationLimit,
    ProgramErrors,
  ],
  exports: [ConnectLinks, StepUps],
})
export class OAuthProxyModule extends ConfigurableModuleClass implements NestModule {
  readonly #adapters: HttpAdapterHost;

  constructor(adapters: HttpAdapterHost) {
    super();
    this.#adapters = adapters;
  }

  /** Nest calls this between creating the HTTP adapter and registering routes. */
  configure(): void {
    fitFastifyRoutes(this.#adapters.httpAdapter.getInstance<FastifyInstance>());
  }
}

/** A subclass, so that decorators of one application do not mark the controllers of another in the same process. */
function decorated(
  controller: Type,
  decorators: readonly (ClassDecorator | ((target: Type) => void))[],
): Type {
  const own = { [controller.name]: class extends controller {} }[controller.name] ?? controller;
  for (const decorate of decorators) (decorate as (target: Type) => void)(own);
  return own;
}
