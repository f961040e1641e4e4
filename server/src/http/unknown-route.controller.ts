import { All, Controller, Module, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/**
 * Every path under `/api` that nothing else serves. Being an ordinary route it stands behind the bearer guard, so
 * a caller without a token gets 401 and cannot find out what exists.
 */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  @All(['', '*'])
  unknown(): never {
    throw new NotFoundException();
  }
}

/** Imported last, so that every other route is asked first. */
@Module({ controllers: [UnknownRouteController] })
export class UnknownRouteModule {}
