import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RATE_LIMIT, RateLimitGuard } from './rate-limit.guard.js';

/** Limits how often one person may call, on every route. */
@Module({})
export class RateLimitModule {
  /** @param perMinute requests per minute, person and route group; 0 = off. */
  static forRoot(perMinute: number): DynamicModule {
    return {
      module: RateLimitModule,
      providers: [
        { provide: RATE_LIMIT, useValue: perMinute },
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
    };
  }
}
