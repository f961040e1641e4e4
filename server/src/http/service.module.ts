import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  AUTHORITY_METADATA_OPTIONS,
  AuthorityMetadata,
  type AuthorityMetadataOptions,
} from './authority-metadata.js';
import {
  CLIENT_CONFIG,
  ClientConfigController,
  type StaticClientConfig,
} from './client-config.controller.js';
import { HealthController, READINESS_CHECKS, type ReadinessCheck } from './health.controller.js';
import { RATE_LIMIT, RateLimitGuard } from './rate-limit.guard.js';

/** Options of what the service offers around the features: config, health, limits. */
export interface ServiceOptions {
  readonly clientConfig: StaticClientConfig;
  readonly authority: AuthorityMetadataOptions;
  readonly readiness: readonly ReadinessCheck[];
  /** Requests per minute, user and route group; 0 = off. */
  readonly rateLimitPerMinute: number;
}

const OPTIONS = Symbol('ServiceOptions');

/** `/api/config`, `/api/health/*` and the rate limit. */
@Module({})
export class ServiceModule {
  static forRootAsync(
    options: Pick<FactoryProvider<ServiceOptions>, 'inject' | 'useFactory'>,
  ): DynamicModule {
    return {
      module: ServiceModule,
      controllers: [ClientConfigController, HealthController],
      providers: [
        { provide: OPTIONS, ...options },
        part(CLIENT_CONFIG, ({ clientConfig }) => clientConfig),
        part(AUTHORITY_METADATA_OPTIONS, ({ authority }) => authority),
        part(READINESS_CHECKS, ({ readiness }) => readiness),
        part(RATE_LIMIT, ({ rateLimitPerMinute }) => rateLimitPerMinute),
        AuthorityMetadata,
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
    };
  }
}

function part<T>(provide: symbol, pick: (options: ServiceOptions) => T): FactoryProvider<T> {
  return { provide, inject: [OPTIONS], useFactory: pick };
}
