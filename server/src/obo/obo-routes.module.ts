import { type DynamicModule, Module } from '@nestjs/common';
import { OboController } from './obo.controller.js';
import { OBO_ROUTES_OPTIONS, type OboRoutesOptions } from './obo-routes.options.js';
import { OboService } from './obo.service.js';

/** The REST demo of on-behalf-of: `/api/obo/*`. */
@Module({})
export class OboRoutesModule {
  static forRoot(options: OboRoutesOptions): DynamicModule {
    return {
      module: OboRoutesModule,
      controllers: [OboController],
      providers: [{ provide: OBO_ROUTES_OPTIONS, useValue: options }, OboService],
    };
  }
}
