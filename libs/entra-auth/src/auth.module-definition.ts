import { ConfigurableModuleBuilder } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './gate/bearer.guard.js';
import type { AuthModuleOptions } from './policy/auth.options.js';

/** Extras of `AuthModule.forRoot`, beside the options. */
export interface AuthModuleExtras {
  /** Export the providers to every module. Default true. */
  readonly global?: boolean;
  /** Guard every route of the app. Default true; otherwise use `@UseGuards(BearerGuard)`. */
  readonly guardEverything?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<AuthModuleOptions>({ moduleName: 'EntraAuth' })
    .setClassMethodName('forRoot')
    .setExtras<AuthModuleExtras>({ global: true, guardEverything: true }, (definition, extras) => ({
      ...definition,
      global: extras.global ?? true,
      providers: [
        ...(definition.providers ?? []),
        ...(extras.guardEverything === false ? [] : [{ provide: APP_GUARD, useExisting: BearerGuard }]),
      ],
    }))
    .build();
