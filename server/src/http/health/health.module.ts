import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { READINESS_CHECKS, Readiness, type ReadinessCheck } from './readiness.js';

/** How `HealthModule.forRootAsync` gets its checks. */
export type HealthAsyncOptions = Pick<FactoryProvider<readonly ReadinessCheck[]>, 'inject' | 'useFactory'>;

/** `GET /api/health/live` and `GET /api/health/ready`. */
@Module({})
export class HealthModule {
  static forRootAsync(options: HealthAsyncOptions): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [{ provide: READINESS_CHECKS, ...options }, Readiness],
    };
  }
}
