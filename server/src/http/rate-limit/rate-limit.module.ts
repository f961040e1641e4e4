import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RATE_LIMIT, RateLimiter } from './rate-limiter.js';

/** Limits how often one person may call. */
@Module({})
export class RateLimitModule {
  /** @param perMinute calls per minute, person and group; 0 = off. */
  static forRoot(perMinute: number): DynamicModule {
    return {
      module: RateLimitModule,
      global: true,
      providers: [
        { provide: RATE_LIMIT, useValue: perMinute },
        RateLimiter,
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
      exports: [RateLimiter],
    };
  }
}
