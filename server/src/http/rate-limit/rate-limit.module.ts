import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RATE_LIMIT, RateLimiter, type RateLimitOptions } from './rate-limiter.js';

/** How `RateLimitModule.forRootAsync` gets its options. */
export type RateLimitAsyncOptions = Pick<FactoryProvider<RateLimitOptions>, 'inject' | 'useFactory'>;

/** Limits how often one person may call. */
@Module({})
export class RateLimitModule {
  static forRootAsync(options: RateLimitAsyncOptions): DynamicModule {
    return {
      module: RateLimitModule,
      global: true,
      providers: [
        { provide: RATE_LIMIT, ...options },
        RateLimiter,
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
      exports: [RateLimiter],
    };
  }
}
