import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ToolsAnswer } from '#libs/contract';
import { CurrentUser } from '#libs/entra-auth';
import type { Caller } from '#libs/entra-auth';
import { ToolCatalog } from './tool-catalog.js';

/** Which tools the caller's chat has. */
@ApiTags('tools')
@ApiBearerAuth()
@Controller('tools')
export class ToolsController {
  constructor(@Inject(ToolCatalog) private readonly catalog: ToolCatalog) {}

  @Get()
  @ApiOperation({ summary: 'Tools per MCP server, with state, annotations and policy' })
  list(@CurrentUser() caller: Caller): Promise<ToolsAnswer> {
    return this.catalog.list(caller);
  }
}
