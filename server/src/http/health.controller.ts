import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#libs/entra-auth';

/** One thing the server cannot work without. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves to `undefined` when all is well, else to the reason in plain words; never a secret. */
  readonly check: () => Promise<string | undefined>;
}

export const READINESS_CHECKS = Symbol('READINESS_CHECKS');

interface Readiness {
  readonly status: 'ok' | 'unavailable';
  readonly unavailable?: readonly { readonly name: string; readonly reason: string }[];
}

@ApiTags('Service')
@Public()
@Controller('health')
export class HealthController {
  readonly #checks: readonly ReadinessCheck[];

  constructor(@Inject(READINESS_CHECKS) checks: readonly ReadinessCheck[]) {
    this.#checks = checks;
  }

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ schema: { example: { status: 'ok' } } })
  live(): Readiness {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Signing keys, database and client credential can be had' })
  @ApiOkResponse({ schema: { example: { status: 'ok' } } })
  @ApiServiceUnavailableResponse({ description: 'Names what cannot be had.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const found = await Promise.all(this.#checks.map(run));
    const unavailable = found.filter((entry) => entry !== undefined);
    if (unavailable.length === 0) return { status: 'ok' };
    void reply.status(503).header('retry-after', '5');
    return { status: 'unavailable', unavailable };
  }
}

async function run({ name, check }: ReadinessCheck): Promise<{ name: string; reason: string } | undefined> {
  try {
    const reason = await check();
    return reason === undefined ? undefined : { name, reason };
  } catch {
    return { name, reason: 'the check itself failed; the log says why' };
  }
}
