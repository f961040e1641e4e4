import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { AppTokens } from './app-tokens.js';
import { ClientCredentials } from './client-credentials.js';
import { createObo, type Obo } from './create-obo.js';
import type { OboOptions } from './obo.options.js';
import { OboHealth } from './obo-health.js';
import { TokenExchanger } from './token-exchanger.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<OboOptions>()
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: true }, (definition, extras) => ({ ...definition, global: extras.isGlobal }))
  .build();

const OBO = Symbol('Obo');

/**
 * On-behalf-of for a Nest application: `OboModule.forRoot(options)` or `forRootAsync({ inject, useFactory })`.
 * Provides {@link TokenExchanger}, {@link AppTokens}, {@link OboHealth} and {@link ClientCredentials}; global unless `isGlobal: false`.
 * @example
 * @Module({ imports: [OboModule.forRootAsync({ inject: [Settings], useFactory: oboOptions })] })
 * class AppModule {}
 */
@Module({
  providers: [
    { provide: OBO, inject: [MODULE_OPTIONS_TOKEN], useFactory: (options: OboOptions) => createObo(options) },
    { provide: TokenExchanger, inject: [OBO], useFactory: ({ exchanger }: Obo) => exchanger },
    { provide: AppTokens, inject: [OBO], useFactory: ({ appTokens }: Obo) => appTokens },
    { provide: OboHealth, inject: [OBO], useFactory: ({ health }: Obo) => health },
    { provide: ClientCredentials, inject: [OBO], useFactory: ({ credentials }: Obo) => credentials },
  ],
  exports: [TokenExchanger, AppTokens, OboHealth, ClientCredentials],
})
export class OboModule extends ConfigurableModuleClass {}
