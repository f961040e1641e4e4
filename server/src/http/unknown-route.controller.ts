import { All, Controller, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/**
 * Every path under `/api` that nothing else answers. Being an ordinary route it stands behind the bearer guard, so
 * a caller without a token hears 401 and cannot find out what exists.
 */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  @All(['', '*'])
  unknown(): never {
    throw new NotFoundException();
  }
}
