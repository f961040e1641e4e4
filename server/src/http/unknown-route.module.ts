import { Module } from '@nestjs/common';
import { UnknownRouteController } from './unknown-route.controller.js';

/** Imported last, so that every other route is asked first. */
@Module({ controllers: [UnknownRouteController] })
export class UnknownRouteModule {}
