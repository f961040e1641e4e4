import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ThreadDetail, ThreadList, ThreadSummary } from '#libs/contract';
import { type Caller, CurrentUser } from '#libs/entra-auth';
import { toMarkdown } from './export.js';
import {
  ChangeThreadDto,
  ExportThreadDto,
  ListThreadsDto,
  NewThreadDto,
  ReadThreadDto,
} from './thread.dto.js';
import { ThreadsService } from './threads.service.js';

/** The caller's threads; another person's answer 404. */
@ApiTags('chat')
@ApiBearerAuth()
@Controller('chat/threads')
export class ThreadsController {
  readonly #threads: ThreadsService;

  constructor(threads: ThreadsService) {
    this.#threads = threads;
  }

  @Get()
  @ApiOperation({ summary: 'Threads, newest first' })
  list(@Query() query: ListThreadsDto, @CurrentUser() caller: Caller): Promise<ThreadList> {
    return this.#threads.list(caller, query);
  }

  @Post()
  @ApiOperation({ summary: 'Make an empty thread' })
  create(@Body() body: NewThreadDto, @CurrentUser() caller: Caller): Promise<ThreadSummary> {
    return this.#threads.create(caller, body?.title);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One thread with its newest messages (AG-UI), runs and branches' })
  @ApiParam({ name: 'id' })
  @Header('content-type', 'application/json; charset=utf-8')
  read(
    @Param('id') id: string,
    @Query() query: ReadThreadDto,
    @CurrentUser() caller: Caller,
  ): Promise<string> {
    return this.#threads.readJson(caller, id, query);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a thread, or go back to another branch of it' })
  @ApiParam({ name: 'id' })
  change(
    @Param('id') id: string,
    @Body() body: ChangeThreadDto,
    @CurrentUser() caller: Caller,
  ): Promise<ThreadSummary> {
    return this.#threads.change(caller, id, body ?? {});
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a thread for good' })
  @ApiParam({ name: 'id' })
  remove(@Param('id') id: string, @CurrentUser() caller: Caller): Promise<void> {
    return this.#threads.remove(caller, id);
  }

  @Get(':id/export')
  @ApiOperation({ summary: 'Download a thread' })
  @ApiProduces('text/markdown', 'application/json')
  @ApiParam({ name: 'id' })
  async export(
    @Param('id') id: string,
    @Query() { format = 'md' }: ExportThreadDto,
    @CurrentUser() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThreadDetail | string> {
    const thread = await this.#threads.read(caller, id);
    const type = format === 'md' ? 'text/markdown; charset=utf-8' : 'application/json; charset=utf-8';
    void reply.header('content-type', type);
    void reply.header('content-disposition', `attachment; filename="chat-${thread.id}.${format}"`);
    return format === 'md' ? toMarkdown(thread) : thread;
  }
}
