import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ToolsAnswer } from '#libs/contract';
import { type Caller, CurrentUser } from '#libs/entra-auth';
import { ToolCatalog } from './tool-catalog.js';

/** Which tools the caller's chat has. */
@ApiTags('tools')
@ApiBearerAuth()
@Controller('tools')
export class ToolsController {
  readonly #catalog: ToolCatalog;

  constructor(catalog: ToolCatalog) {
    this.#catalog = catalog;
  }

  @Get()
  @ApiOperation({ summary: 'Tools per MCP server, with state, annotations and policy' })
  list(@CurrentUser() caller: Caller): Promise<ToolsAnswer> {
    return this.#catalog.list(caller);
  }
}
