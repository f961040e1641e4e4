import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/entra-auth';
import { Readiness, type Unavailable } from './readiness.js';

interface Health {
  readonly status: 'ok' | 'unavailable';
  readonly unavailable?: readonly Unavailable[];
}

@ApiTags('Service')
@Public()
@Controller('health')
export class HealthController {
  readonly #readiness: Readiness;

  constructor(readiness: Readiness) {
    this.#readiness = readiness;
  }

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ schema: { example: { status: 'ok' } } })
  live(): Health {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Signing keys, database and client credential are available' })
  @ApiOkResponse({ schema: { example: { status: 'ok' } } })
  @ApiServiceUnavailableResponse({ description: 'Names what is not available.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const unavailable = await this.#readiness.unavailable();
    if (unavailable.length === 0) return { status: 'ok' };
    void reply.status(503).header('retry-after', '5');
    return { status: 'unavailable', unavailable };
  }
}
