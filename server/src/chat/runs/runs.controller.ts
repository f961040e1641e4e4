import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Caller, CurrentUser } from '#libs/entra-auth';
import { answerForm } from './accept.js';
import { RunInputDto } from './run-input.dto.js';
import { RunService } from './run.service.js';

/** Runs of the chat: AG-UI 1.0 over SSE, or one JSON answer. */
@ApiTags('chat')
@ApiBearerAuth()
@Controller('chat/runs')
export class RunsController {
  readonly #runs: RunService;

  constructor(runs: RunService) {
    this.#runs = runs;
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Start a run: a new message, or answers to the open interrupts of the thread' })
  @ApiProduces('text/event-stream', 'application/json')
  async start(
    @Body() input: RunInputDto,
    @Headers('accept') accept: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentUser() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#runs.start(caller, input, { form: answerForm(accept), lastEventId }, reply);
  }

  @Get(':runId/events')
  @ApiOperation({ summary: 'Replay the events of a run after the last one seen, then follow it' })
  @ApiProduces('text/event-stream')
  @ApiParam({ name: 'runId' })
  @ApiQuery({ name: 'after', required: false, description: 'Number of the last event seen' })
  async follow(
    @Param('runId') runId: string,
    @Query('after') after: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentUser() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#runs.follow(caller, runId, lastEventId ?? after, reply);
  }

  @Post(':runId/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Cancel a run: model and tools stop' })
  @ApiParam({ name: 'runId' })
  async cancel(@Param('runId') runId: string, @CurrentUser() caller: Caller): Promise<void> {
    await this.#runs.cancel(caller, runId);
  }
}
